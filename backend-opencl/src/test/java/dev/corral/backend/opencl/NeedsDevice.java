package dev.corral.backend.opencl;

import dev.corral.spi.Availability;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Tests that need an OpenCL device. Without one they are skipped, loudly; with CI=true they fail.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(NeedsDevice.Condition.class)
@interface NeedsDevice {
  /** Looks for a device once for each class of tests. */
  final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      if (!(new OpenClProvider().probe() instanceof Availability.Unavailable no)) {
        return ConditionEvaluationResult.enabled("there is an OpenCL device");
      }
      String message = no.reason() + "; to run these tests, " + no.remedy();
      if ("true".equals(System.getenv("CI"))) {
        throw new IllegalStateException(message);
      }
      System.err.println("SKIPPED " + context.getDisplayName() + ": " + message);
      return ConditionEvaluationResult.disabled(message);
    }
  }
}

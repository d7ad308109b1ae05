package dev.corral.examples.chapter;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;

/** Binds the set of all experiments, in the order of the book. */
public final class ChapterModule extends AbstractModule {
  @Override
  protected void configure() {
    Multibinder<Experiment> experiments = Multibinder.newSetBinder(binder(), Experiment.class);
    experiments.addBinding().to(CrossCorrelation.class);
    experiments.addBinding().to(Conv2dLayer.class);
    experiments.addBinding().to(EdgeDetection.class);
    experiments.addBinding().to(LearnKernel.class);
    experiments.addBinding().to(Convolution.class);
    experiments.addBinding().to(ReceptiveField.class);
    experiments.addBinding().to(DiagonalEdge.class);
    experiments.addBinding().to(HostFilledLayer.class);
    experiments.addBinding().to(MatrixProduct.class);
    experiments.addBinding().to(HandDesignedKernels.class);
  }
}

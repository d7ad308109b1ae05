kernel void broken(global float *y) {
  y[0] = there_is_no_such_thing;
}

// Windows of images as columns, and back. Images are [plane, height, width], a plane being one
// channel of one image; columns are [plane, kernel row, kernel column, output row, output column].

// A row is a plane, a kernel element and a row of the output.
kernel void im2col(global const float *x, global float *columns, Sliding s, int rows) {
  FOR_SHARE(row, 1, rows) {
    size_t i = row % s.outputHeight;
    size_t element = row / s.outputHeight;
    size_t v = element % s.kernelWidth;
    size_t u = element / s.kernelWidth % s.kernelHeight;
    size_t plane = element / s.kernelWidth / s.kernelHeight;
    long imageRow = (long)i * s.strideHeight + (long)u * s.dilationHeight - s.top;
    bool rowInside = inside(imageRow, s.height);
    global const float *source = x + ((long)plane * s.height + imageRow) * s.width;
    long shift = (long)v * s.dilationWidth - s.left;
    FOR_SHARE(j, 0, s.outputWidth) {
      long column = (long)j * s.strideWidth + shift;
      columns[row * s.outputWidth + j] =
          rowInside && inside(column, s.width) ? source[column] : 0.0f;
    }
  }
}

// A row is a row of an image.
kernel void col2im(global const float *columns, global float *x, Sliding s, int rows) {
  FOR_SHARE(row, 1, rows) {
    long imageRow = row % s.height;
    size_t plane = row / s.height;
    FOR_SHARE(column, 0, s.width) {
      float sum = 0.0f;
      for (int u = 0; u < s.kernelHeight; u++) {
        long i = position(
            imageRow, (long)u * s.dilationHeight - s.top, s.strideHeight, s.outputHeight);
        for (int v = 0; i >= 0 && v < s.kernelWidth; v++) {
          long j = position(
              column, (long)v * s.dilationWidth - s.left, s.strideWidth, s.outputWidth);
          if (j >= 0) {
            size_t element = (plane * s.kernelHeight + u) * s.kernelWidth + v;
            sum += columns[(element * s.outputHeight + i) * s.outputWidth + j];
          }
        }
      }
      x[row * s.width + column] = sum;
    }
  }
}

// Convolution of 3 x 3 kernels at stride 1 by Winograd's minimal filtering F(2 x 2, 3 x 3): Lavin and
// Gray, Fast Algorithms for Convolutional Neural Networks, CVPR 2016.
//
// Tiles of 4 x 4 elements, two apart, give tiles of 2 x 2 results. Transformed, the tiles and the
// weights are 16 matrices each, whose products, transformed back, are the results: 16
// multiplications instead of 36. Here is what the families' transforms share; the products are a correlation's.

// Distances are in floats.
typedef struct {
  int groups;
  int outputs;     // of a group
  int inputs;      // of a group
  int groupStep;   // in the kernel, from a group to the next
  int outputStep;
  int inputStep;
  int rowStep;
  int columnStep;
  int offset;      // of the first element
} WinogradWeights;

// Some rows of tiles, numbered through all images.
typedef struct {
  int firstRow;
  int rows;
  int channels;      // of an image
  int tileRows;      // of an image
  int tileColumns;
  int height;        // of the images that are read or written
  int width;
  int top;           // rows of padding that are not there
  int left;
  int hasBias;
  int activation;
} WinogradTiles;

// What the GPU's gradients of a convolution by its kernel are told. Distances are in floats.
typedef struct {
  int groups;
  int inputs;          // channels of a group
  int outputs;         // channels of a group
  int kernelHeight;
  int kernelWidth;
  int rowStride;
  int columnStride;
  int rowDilation;
  int columnDilation;
  int top;             // rows of padding before x
  int left;
  int height;          // of x
  int width;
  int xImage;          // from an image of x to the next
  int images;
  int rows;            // of positions
  int columns;
  int shares;
} KernelGradient;

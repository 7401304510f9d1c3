/** Pixels, all on the 4 px grid. Nodes have one size, so that nothing has to be measured. */
export const sizes = {
  node: { width: 232, height: 84 },
  columnGap: 48,
  rowGap: 16,
  laneGap: 16,
  framePadding: 16,
  frameHeader: 44,
} as const

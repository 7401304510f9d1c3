export const runCompare = {}

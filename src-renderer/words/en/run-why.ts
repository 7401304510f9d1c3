export const runWhy = {}

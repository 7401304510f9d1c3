export const decisions = {}

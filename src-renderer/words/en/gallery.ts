export const gallery = {}

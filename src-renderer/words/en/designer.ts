export const designer = {}

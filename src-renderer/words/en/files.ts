export const files = {
  theFileIsEmpty: 'The file is empty.',
  theChanges: 'The changes',
  files: 'Files',
}

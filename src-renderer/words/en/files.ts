export const files = {
  theFileIsEmpty: 'The file is empty.',
  theChanges: 'The changes',
  files: 'Files',
  theTable: 'The table',
  theCode: 'The code',
  firstRows: (shown: number) =>
    `The first ${shown.toLocaleString('en')} rows are shown. See the text, or download it, for the others.`,
  noPicture: 'The picture cannot be drawn. Download it to look at it.',
}

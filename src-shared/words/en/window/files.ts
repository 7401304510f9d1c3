export const files = {
  theFileIsEmpty: 'The file is empty.',
  theChanges: 'Changes',
  files: 'Files',
  theTable: 'Table',
  theCode: 'Code',
  firstRows: (shown: number) =>
    `Showing the first ${shown.toLocaleString('en')} rows. Open the text or download the file to see all.`,
  noPicture: 'No preview for this image. Download the file to view it.',
}

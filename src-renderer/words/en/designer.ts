export const designer = {
  undo: 'Undo',
  fixAllThatAreSafe: 'Fix all that are safe',
  nothingToMend: 'Nothing to mend',
  thePlanWasChangedMeanwhileSo: 'The plan was changed meanwhile, so nothing was mended. Press again.',
  moreFindings: (findings: string) => `And ${findings} more.`,
  andMore: (count: number) => `and ${count} more`,
}

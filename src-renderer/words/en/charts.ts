export const charts = {
  asTable: (title: string) => `Show “${title}” as a table`,
  asChart: (title: string) => `Show “${title}” as a chart`,
  numbersOf: (title: string) => `The numbers of “${title}”`,
  others: 'All others',
  noData: 'No data: nothing of this kind happened in this span.',
}

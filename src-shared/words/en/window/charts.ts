export const charts = {
  asTable: (title: string) => `Show “${title}” as a table`,
  asChart: (title: string) => `Show “${title}” as a chart`,
  numbersOf: (title: string) => `Data of “${title}”`,
  others: 'Other',
  noData: 'No data in this period.',
}

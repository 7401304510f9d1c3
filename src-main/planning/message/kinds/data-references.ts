/** `prices.csv` */
const dataFile = /\S\.(?:csv|xlsx?|ods|json|tsv|txt|pdf|docx?|log|sql|parquet)\b/i
/** `from our last survey` */
const ownData =
  /\b(?:(?:in|from|of|through|according to) (?:the|our|my|this|these|that|attached|last) (?:\p{L}+ ){0,3}?(?:table|spreadsheet|sheet|data|dataset|figures|receipts|survey|responses|feedback|interviews|results|logs?|invoices|claims|export|numbers|statements?|records|report|answers|tickets|complaints|reviews|budget))\b/iu
/** `the attached sales figures` */
const attachment =
  /\battached\b.{0,60}\b(?:log|survey|table|sheet|spreadsheet|data|export|receipts|statement|figures)\b/is
/** `January: 120, February: 90, …` */
const rowOfFigures = /(?:\p{L}+:? \d[\d.,]*\s*[,;]\s*){2,}/u

export const namesDataFile = (text: string): boolean => dataFile.test(text)

export const refersToOwnData = (text: string): boolean => ownData.test(text)

/** True if the message contains data to work on: a file, an attachment or a row of figures. */
export const givesData = (text: string): boolean =>
  dataFile.test(text) || attachment.test(text) || rowOfFigures.test(text)

/**
 * Okapi BM25, after Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), with the
 * usual k1 and b, and the inverse document frequency as Lucene has it, which is never negative. Only the terms of the
 * query are counted, so that a large folder needs little memory.
 */
const k1 = 1.2
const b = 0.75

export function createBm25(query: readonly string[]) {
  const terms = [...new Set(query)]
  const place = new Map(terms.map((term, index) => [term, index]))
  const documents: { readonly length: number; readonly counts: ReadonlyMap<number, number> }[] = []
  return {
    /** Documents are numbered from 0 in the order they are added. */
    add(words: readonly string[]): void {
      const counts = new Map<number, number>()
      for (const word of words) {
        const index = place.get(word)
        if (index !== undefined) counts.set(index, (counts.get(index) ?? 0) + 1)
      }
      documents.push({ length: words.length, counts })
    },
    /** The documents with any term of the query, best first; ties in the order they were added. */
    rank(): { readonly document: number; readonly score: number }[] {
      const average = documents.reduce((sum, { length }) => sum + length, 0) / Math.max(1, documents.length)
      const weights = terms.map((_, index) => {
        const having = documents.filter(({ counts }) => counts.has(index)).length
        return Math.log(1 + (documents.length - having + 0.5) / (having + 0.5))
      })
      const scoreOf = ({ length, counts }: (typeof documents)[number]) =>
        [...counts].reduce((sum, [index, count]) => {
          const saturated = (count * (k1 + 1)) / (count + k1 * (1 - b + (b * length) / Math.max(1, average)))
          return sum + (weights[index] ?? 0) * saturated
        }, 0)
      return documents
        .map((document, index) => ({ document: index, score: scoreOf(document) }))
        .filter(({ score }) => score > 0)
        .sort((a, z) => z.score - a.score || a.document - z.document)
    },
  }
}

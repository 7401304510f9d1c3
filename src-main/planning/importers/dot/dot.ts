import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, type Result } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'
import { importOnly } from '../draft.ts'
import { baseName } from '../names.ts'
import type { Format, Imported, Source } from '../source.ts'
import { findExcessOfText, lineOf } from '../texts.ts'
import { createWarnings } from '../warnings.ts'
import { readDot } from './dot-reader.ts'

const maxText = 8_000_000

/**
 * Reads a directed graph in the DOT language of Graphviz. Nodes become tasks, edges become dependencies, clusters
 * become groups.
 * https://graphviz.org/doc/info/lang.html
 */
function read({ text, name }: Source): Result<Imported, Refusal> {
  const excess = findExcessOfText(text ?? '', maxText)
  if (excess !== null) return err(excess)
  const list = createWarnings()
  const warnings = list.about('file')
  const graph = readDot(text ?? '', warnings)
  if ('code' in graph) return err(graph)
  if (!graph.isDirected) return err(undirected)
  const drafts = graph.drawing.listDrafts({ ...graph.identities, warnings })
  const title = lineOf(graph.title ?? '')
  return importOnly({ format: 'dot', name: baseName(name), title, drafts, list, warnings })
}

const undirected = refusal('E_FORMAT', 'graph_undirected')

const lead = /^(?:\uFEFF|\s|\/\/[^\n]*\n|#[^\n]*\n|\/\*(?:[^*]|\*(?!\/))*\*\/)*/
const header =
  /^(?:strict\s+)?(?:di)?graph(?:\s+[\p{L}_][\p{L}\p{N}_]*|\s*"(?:[^"\\]|\\.)*"|\s+-?[\d.]+)?\s*\{/iu

export const dot: Format = {
  source: 'dot',
  title: words.importFormats.dot,
  detect: ({ text }) => {
    if (text === null) return false
    const start = text.slice(0, 20_000)
    return header.test(start.slice(lead.exec(start)?.[0].length ?? 0))
  },
  read,
}

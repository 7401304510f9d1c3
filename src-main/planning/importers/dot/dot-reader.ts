import type { Refusal } from '#shared/refusal.ts'
import { words } from '#shared/words/words.ts'
import { readEdgeLabel } from '../../edge-labels.ts'
import { createDrawing, type Drawing, type Identities } from '../drawing.ts'
import { textOfMarkup } from '../texts.ts'
import { type Warnings, warningText } from '../warnings.ts'
import {
  createLexer,
  faultOf,
  isId,
  isKeyword,
  type Lexer,
  next,
  peek,
  type Token,
  takeSign,
} from './dot-tokens.ts'

const texts = words.syntaxErrors

const maxDepth = 64

interface DotGraph {
  /** Label of the graph, or its name; null if it has neither. */
  readonly title: string | null
  readonly isDirected: boolean
  readonly drawing: Drawing
  readonly identities: Identities
}

/** Parser state for one level of braces, including the statement being read. */
interface Frame {
  /** Null for braces that are not a group, such as a set or a rank constraint. */
  readonly group: string | null
  readonly name: string | null
  /** Ids of the nodes named inside the braces. */
  readonly inside: Set<string>
  /** Ends of the edges read so far in this statement. For a set: all nodes in it. */
  chain: (readonly string[])[]
  /** Whether the statement contains braces, which have no attributes of their own. */
  isSet: boolean
}

interface DotReader {
  readonly lexer: Lexer
  readonly drawing: Drawing
  readonly warnings: Warnings
  readonly sets: Map<string, ReadonlySet<string>>
  readonly groups: Set<string>
  /** Nodes with `style=invis`. */
  readonly invisible: Set<string>
  readonly open: Frame[]
  title: string | null
  /** First error; it stops the parser. */
  fault: Refusal | null
}

/** Parses a graph in the DOT language. An error gives the line. */
export function readDot(text: string, warnings: Warnings): DotGraph | Refusal {
  const reader: DotReader = {
    lexer: createLexer(text),
    drawing: createDrawing(),
    warnings,
    sets: new Map(),
    groups: new Set(),
    invisible: new Set(),
    open: [],
    title: null,
    fault: null,
  }
  const { lexer } = reader
  if (isKeyword(peek(lexer), 'strict')) next(lexer)
  const isDirected = isKeyword(next(lexer), 'digraph')
  if (isId(peek(lexer))) reader.title = textOf(next(lexer))
  if (!takeSign(lexer, '{')) return lexer.fault ?? faultOf(peek(lexer).line, texts.dot.expectedBrace)
  reader.open.push(frameOf(null, null))
  while (reader.open.length > 0 && reader.fault === null) readNext(reader)
  const fault = lexer.fault ?? reader.fault
  if (fault !== null) return fault
  if (peek(lexer).kind !== 'end') {
    const where = `line ${peek(lexer).line}`
    warnings.add('after_the_graph', where, warningText.dot.afterGraph)
  }
  return { title: reader.title, isDirected, drawing: reader.drawing, identities: identify(reader) }
}

const frameOf = (group: string | null, name: string | null): Frame => ({
  group,
  name,
  inside: new Set(),
  chain: [],
  isSet: false,
})

/** Reads one step: the first word of a statement, or one end of an edge. */
function readNext(reader: DotReader): void {
  const { lexer, open } = reader
  const frame = open.at(-1)
  if (frame === undefined) return
  if (frame.chain.length === 0) {
    if (takeSign(lexer, ';', ',')) return
    if (takeSign(lexer, '}')) return close(reader)
    if (readSetting(reader, frame)) return
  }
  if (isKeyword(peek(lexer), 'subgraph')) {
    next(lexer)
    const name = isId(peek(lexer)) ? textOf(next(lexer)) : null
    if (takeSign(lexer, '{')) return openBraces(reader, name)
    // A reference to an earlier subgraph, without braces.
    return take(reader, frame, { ends: [...(reader.sets.get(name ?? '') ?? [])], isSet: true })
  }
  if (takeSign(lexer, '{')) return openBraces(reader, null)
  const token = next(lexer)
  if (!isId(token)) return fail(reader, token)
  const id = textOf(token)
  // Skip ports: the points where an edge touches a node.
  for (let ports = 0; ports < 2 && takeSign(lexer, ':'); ports += 1) {
    if (!isId(peek(lexer))) return fail(reader, peek(lexer))
    next(lexer)
  }
  reader.drawing.name(id, `line ${token.line}`)
  frame.inside.add(id)
  take(reader, frame, { ends: [id], isSet: false })
}

/** Reads a setting such as `node [...]` or `rankdir=LR`. Only the label of the graph or of a group is used. */
function readSetting(reader: DotReader, frame: Frame): boolean {
  const { lexer } = reader
  const token = peek(lexer)
  if (!isId(token)) return false
  const ahead = { ...lexer }
  next(lexer)
  const follows = peek(lexer)
  if (follows.kind === 'sign' && follows.text === '=') {
    next(lexer)
    const value = next(lexer)
    if (!isId(value)) fail(reader, value)
    else if (textOf(token).toLowerCase() === 'label')
      setTitle(reader, frame, labelOf(value, frame.name ?? ''))
    return true
  }
  if (isKeyword(token, 'graph', 'node', 'edge') && follows.text === '[') {
    const label = readAttributes(reader).get('label')
    if (isKeyword(token, 'graph') && label !== undefined)
      setTitle(reader, frame, labelOf(label, frame.name ?? ''))
    return true
  }
  Object.assign(lexer, ahead)
  return false
}

function setTitle(reader: DotReader, { group }: Frame, title: string): void {
  if (group !== null) reader.drawing.setLabel(group, title)
  else if (reader.open.length === 1) reader.title = title
}

function openBraces(reader: DotReader, name: string | null): void {
  const line = peek(reader.lexer).line
  if (reader.open.length >= maxDepth) {
    reader.fault = faultOf(line, texts.dot.tooDeep(maxDepth))
    return
  }
  const isGroup = name !== null && /^cluster/i.test(name)
  if (isGroup) {
    reader.drawing.open(name, `line ${line}`)
    reader.groups.add(name)
  }
  reader.open.push(frameOf(isGroup ? name : null, name))
}

function close(reader: DotReader): void {
  const { open, drawing, sets } = reader
  const closed = open.pop()
  if (closed === undefined) return
  if (closed.group !== null) drawing.close()
  if (closed.name !== null) sets.set(closed.name, closed.inside)
  const around = open.at(-1)
  if (around === undefined) return
  for (const id of closed.inside) around.inside.add(id)
  take(reader, around, { ends: [...closed.inside], isSet: true })
}

interface End {
  readonly ends: readonly string[]
  readonly isSet: boolean
}

/** Adds an end of an edge, or the only word of a statement, and reads the token after it. */
function take(reader: DotReader, frame: Frame, { ends, isSet }: End): void {
  const { lexer, warnings } = reader
  frame.chain.push(ends)
  frame.isSet ||= isSet
  const { line } = peek(lexer)
  if (takeSign(lexer, '->')) return
  if (takeSign(lexer, '--')) {
    const describe = warningText.edges.withoutDirection
    warnings.sum({ code: 'edge_without_direction', key: ends[0] ?? '', where: `line ${line}`, describe })
    return
  }
  const attributes = peek(lexer).text === '[' ? readAttributes(reader) : new Map<string, Token>()
  const { chain } = frame
  const isAlone = chain.length === 1 && !frame.isSet
  frame.chain = []
  frame.isSet = false
  if (isAlone) describe(reader, ends[0] ?? '', attributes)
  else connect(reader, chain, { attributes, line })
}

function describe(
  { drawing, invisible }: DotReader,
  id: string,
  attributes: ReadonlyMap<string, Token>,
): void {
  const label = attributes.get('label')
  if (label !== undefined) drawing.setLabel(id, labelOf(label, id))
  if (/\binvis\b/.test(attributes.get('style')?.text ?? '')) invisible.add(id)
}

interface Edge {
  readonly attributes: ReadonlyMap<string, Token>
  readonly line: number
}

function connect(reader: DotReader, chain: Frame['chain'], { attributes, line }: Edge): void {
  const { drawing, warnings, groups } = reader
  const cut = (name: string): readonly string[] | null => {
    const group = attributes.get(name)?.text
    return group !== undefined && groups.has(group) ? [group] : null
  }
  const written = attributes.get('label') ?? attributes.get('xlabel')
  const label = written === undefined ? null : readEdgeLabel(labelOf(written, ''))
  if (written !== undefined && label === null) {
    const key = chain[0]?.[0] ?? ''
    const describe = warningText.edges.labelNotKept
    warnings.sum({ code: 'edge_label_not_kept', key, where: `line ${line}`, describe })
  }
  // With `ltail` or `lhead`, the edge belongs to the group whose border clips it.
  for (const [index, to] of chain.entries()) {
    const from = chain[index - 1]
    if (from === undefined) continue
    if (!drawing.connect(cut('ltail') ?? from, cut('lhead') ?? to, label)) {
      reader.fault = faultOf(line, texts.dot.tooManyEdges)
      return
    }
  }
}

/** Reads attributes such as `[a=b, c="d"][e=f]`, with names in lower case. Omits names without a value. */
function readAttributes(reader: DotReader): Map<string, Token> {
  const { lexer } = reader
  const attributes = new Map<string, Token>()
  while (takeSign(lexer, '[')) {
    while (!takeSign(lexer, ']')) {
      if (takeSign(lexer, ',', ';')) continue
      const name = next(lexer)
      if (!isId(name)) {
        fail(reader, name)
        return attributes
      }
      if (!takeSign(lexer, '=')) continue
      const value = next(lexer)
      if (isId(value)) attributes.set(textOf(name).toLowerCase(), value)
      else {
        fail(reader, value)
        return attributes
      }
    }
  }
  return attributes
}

function fail(reader: DotReader, { kind, text, line }: Token): void {
  const what = kind === 'end' ? texts.unexpectedEnd : texts.dot.unexpected(JSON.stringify(text))
  reader.fault ??= faultOf(line, what)
}

const textOf = ({ kind, text }: Token): string => (kind === 'html' ? textOfMarkup(text, '&').trim() : text)

/** The displayed label: `\n`, `\l` and `\r` end a line; `\N` and `\G` are replaced by the name. */
function labelOf(token: Token, name: string): string {
  if (token.kind !== 'string') return textOf(token)
  return token.text.replaceAll(/\\([\s\S])/g, (_, sign: string) => {
    if (sign === 'n' || sign === 'l' || sign === 'r') return '\n'
    return sign === 'N' || sign === 'G' ? name : sign
  })
}

/** The name of a group is its id without `cluster_`. In edges, an invisible node with that name means the group. */
function identify({ groups, invisible, drawing }: DotReader): Identities {
  const names = new Map([...groups].map((group) => [group, group.replace(/^cluster_?/i, '') || group]))
  const sameAs = new Map<string, string>()
  for (const [group, name] of names) if (invisible.has(name) && !groups.has(name)) sameAs.set(name, group)
  for (const [group, name] of names) {
    const isOther = drawing.has(name) && name !== group && !sameAs.has(name)
    if (isOther) names.set(group, group)
  }
  return { names, sameAs }
}

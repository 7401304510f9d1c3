import type { EditorView } from '@codemirror/view'
import { words } from '#shared/words/words.ts'
import { putDocument } from '../../../entities/plans/edits/plan-settings.ts'
import {
  planOfValue,
  rememberText,
  type SourceFault,
  textOfPlan,
} from '../../../entities/plans/source/source-text.ts'
import {
  readValue,
  type SourceFormat,
  type SourceValue,
} from '../../../entities/plans/source/source-value.ts'
import { placesOfTasks, type TaskLines, taskAt } from '../../../entities/plans/source/task-lines.ts'
import { createValueReader } from '../../../entities/plans/source/value-reader.ts'
import { createBatch } from '../../../rpc/reconnect.ts'
import {
  edit,
  type PlanDocumentStore,
  redoEdit,
  selectTasks,
  undoEdit,
} from '../../../stores/plan-document.ts'
import { createEditor, fromPlan, showText } from './create-editor.ts'

/** `ahead`: the text has changes that are not parsed yet. `long`: the text is so long that parsing takes a while. */
export type Reading =
  | { readonly kind: 'read' | 'ahead' | 'long' }
  | { readonly kind: 'fault'; readonly fault: SourceFault }

const readAfterMs = 150
/** Debounce for long text, in milliseconds: slow parsing must run less often. */
const readLargeAfterMs = 900
const largeYaml = 300_000

interface SessionOptions {
  readonly root: ShadowRoot
  readonly plan: PlanDocumentStore
  readonly format: SourceFormat
  readonly listSkills: () => readonly string[]
  readonly onReading: (reading: Reading) => void
}

/**
 * Synchronizes the text and the plan. Typed text updates the plan as soon as it parses; other changes of the plan
 * update the text. While the text does not parse, the plan is unchanged.
 */
export function openEditor({ root, plan, format, listSkills, onReading }: SessionOptions) {
  let shown = plan.getState().document
  let lead = plan.getState().selection.lead
  let isAhead = false
  let places: { readonly of: object; readonly list: readonly TaskLines[] } | null = null

  const say = (reading: Reading) => {
    isAhead = reading.kind !== 'read'
    onReading(reading)
  }
  const reader = createValueReader()
  let isClosed = false
  const read = () => {
    if (!isAhead) return
    const text = view.state.doc.toString()
    if (format === 'json' || text.length <= largeYaml) {
      take(text, readValue(text, format))
      return
    }
    say({ kind: 'long' })
    reader.read({ text, format }, (value) => {
      // The plan can have changed since the editor was closed.
      if (isAhead && plan.getState().document === shown) take(text, value)
      if (isClosed) reader.end()
    })
  }
  const take = (text: string, value: SourceValue) => {
    const reading = planOfValue(value, text, plan.getState().document)
    if (!reading.ok) {
      say({ kind: 'fault', fault: reading.fault })
      return
    }
    shown = reading.document
    rememberText(shown, format, text)
    say({ kind: 'read' })
    edit(plan, putDocument(shown, words.source.edit, 'source'))
  }
  const isLarge = format === 'yaml' && textOfPlan(shown, format).length > largeYaml
  const readSoon = createBatch<null>(isLarge ? readLargeAfterMs : readAfterMs, read)
  const follow = createBatch<null>(readAfterMs, () => selectAtCursor())
  /** Text that does not parse is discarded first, because it is not in the undo history. */
  const step = (other: (store: PlanDocumentStore) => void) => {
    if (isAhead) reset()
    else other(plan)
  }
  const view: EditorView = createEditor({
    root,
    format,
    text: textOfPlan(shown, format),
    label: words.source.label(words.source.formats[format]),
    known: { listKeys: () => plan.getState().document.tasks.map(({ key }) => key), listSkills },
    onText: () => {
      reader.cancel()
      say({ kind: 'ahead' })
      readSoon(null)
    },
    onCursor: () => follow(null),
    onUndo: () => step(undoEdit),
    onRedo: () => step(redoEdit),
  })

  const placesNow = (): readonly TaskLines[] => {
    const { doc } = view.state
    if (places?.of !== doc) places = { of: doc, list: placesOfTasks(doc.toString()) }
    return places.list
  }
  const selectAtCursor = () => {
    const line = view.state.doc.lineAt(view.state.selection.main.head).number
    const key = taskAt(placesNow(), line)?.key
    if (key === undefined || key === plan.getState().selection.lead) return
    lead = key
    selectTasks(plan, [key])
  }
  const goTo = (anchor: number) =>
    view.dispatch({ selection: { anchor }, scrollIntoView: true, annotations: fromPlan.of(true) })
  const goToLine = (line: number) =>
    goTo(view.state.doc.line(Math.min(Math.max(1, line), view.state.doc.lines)).from)
  /** Places the cursor after the syntax error, where it is usually fixed. */
  const goToFault = ({ line, range }: SourceFault) =>
    range === undefined ? goToLine(line) : goTo(Math.min(range.to, view.state.doc.length))
  const reveal = (key: string) => {
    const place = placesNow().find((each) => each.key === key)
    if (place !== undefined) goToLine(place.from)
  }
  function reset() {
    reader.cancel()
    shown = plan.getState().document
    say({ kind: 'read' })
    showText(view, textOfPlan(shown, format))
  }

  if (lead !== null) reveal(lead)
  const stop = plan.subscribe((state) => {
    if (state.document !== shown) reset()
    if (state.selection.lead !== lead) {
      lead = state.selection.lead
      if (lead !== null) reveal(lead)
    }
  })
  return {
    view,
    goToFault,
    reset,
    close() {
      isClosed = true
      stop()
      // Parse pending edits before closing.
      if (isAhead) read()
      else reader.end()
      view.destroy()
    },
  }
}

export type EditorSession = ReturnType<typeof openEditor>

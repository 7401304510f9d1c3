import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete'
import { defaultKeymap } from '@codemirror/commands'
import { json } from '@codemirror/lang-json'
import { yaml } from '@codemirror/lang-yaml'
import { bracketMatching, codeFolding, foldGutter, foldKeymap, indentOnInput } from '@codemirror/language'
import { lintGutter } from '@codemirror/lint'
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search'
import { Annotation, EditorState } from '@codemirror/state'
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view'
import type { SourceFormat } from '../../../entities/plans/source/source-value.ts'
import { completeSource, explainFields, type KnownWords } from './complete.ts'
import { editorTheme } from './editor-theme.ts'

/** A change that comes from the plan, not from the person at the text. */
export const fromPlan = Annotation.define<boolean>()

interface EditorOptions {
  readonly root: ShadowRoot
  readonly text: string
  readonly format: SourceFormat
  readonly label: string
  readonly known: KnownWords
  readonly onText: () => void
  readonly onCursor: () => void
  /** One history with the other views: the editor has none of its own. */
  readonly onUndo: () => void
  readonly onRedo: () => void
}

/** In a shadow root, where its styles are adopted sheets: the page allows no others. */
export function createEditor(options: EditorOptions): EditorView {
  const { root, text, format, label, known, onText, onCursor, onUndo, onRedo } = options
  const act = (does: () => void) => () => {
    does()
    return true
  }
  const steps = [
    { key: 'Mod-z', run: act(onUndo), preventDefault: true },
    { key: 'Mod-Shift-z', run: act(onRedo), preventDefault: true },
    { key: 'Mod-y', run: act(onRedo), preventDefault: true },
  ]
  const state = EditorState.create({
    doc: text,
    extensions: [
      lineNumbers(),
      foldGutter(),
      codeFolding(),
      lintGutter(),
      drawSelection(),
      highlightActiveLine(),
      highlightActiveLineGutter(),
      highlightSelectionMatches(),
      bracketMatching(),
      closeBrackets(),
      indentOnInput(),
      EditorView.lineWrapping,
      format === 'json' ? json() : yaml(),
      autocompletion({ override: [completeSource(format, known)] }),
      explainFields,
      keymap.of([
        ...steps,
        ...completionKeymap,
        ...closeBracketsKeymap,
        ...searchKeymap,
        ...foldKeymap,
        ...defaultKeymap,
      ]),
      // The frame that scrolls is none of its own: what is in it takes the keys.
      EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
      EditorView.updateListener.of(({ docChanged, selectionSet, transactions }) => {
        if (transactions.some((transaction) => transaction.annotation(fromPlan) === true)) return
        if (docChanged) onText()
        else if (selectionSet) onCursor()
      }),
      editorTheme,
    ],
  })
  return new EditorView({ state, root, parent: root })
}

/** Another text in place of this one, as one small change: the cursor and what is folded stay where they can. */
export function showText(view: EditorView, text: string): void {
  const before = view.state.doc.toString()
  if (before === text) return
  let from = 0
  while (from < Math.min(before.length, text.length) && before[from] === text[from]) from += 1
  let end = 0
  const room = Math.min(before.length, text.length) - from
  while (end < room && before[before.length - 1 - end] === text[text.length - 1 - end]) end += 1
  view.dispatch({
    changes: { from, to: before.length - end, insert: text.slice(from, text.length - end) },
    annotations: fromPlan.of(true),
  })
}

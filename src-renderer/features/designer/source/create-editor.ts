import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete'
import { defaultKeymap } from '@codemirror/commands'
import { json } from '@codemirror/lang-json'
import { yaml } from '@codemirror/lang-yaml'
import {
  bracketMatching,
  codeFolding,
  foldGutter,
  foldKeymap,
  HighlightStyle,
  indentOnInput,
  syntaxHighlighting,
} from '@codemirror/language'
import { lintGutter } from '@codemirror/lint'
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search'
import { Annotation, EditorState, type Extension } from '@codemirror/state'
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view'
import { tags } from '@lezer/highlight'
import type { SourceFormat } from '../../../entities/plans/source/source-value.ts'
import { completeSource, explainFields, type KnownWords } from './complete.ts'

/** Marks a transaction that comes from the plan, not from typing. */
export const fromPlan = Annotation.define<boolean>()

interface EditorOptions {
  readonly root: ShadowRoot
  readonly text: string
  readonly format: SourceFormat
  readonly label: string
  readonly known: KnownWords
  readonly onText: () => void
  readonly onCursor: () => void
  /** The undo history is shared with the other views, so the editor has no history extension. */
  readonly onUndo: () => void
  readonly onRedo: () => void
}

/** Creates the editor in a shadow root with adopted style sheets, because the page allows no other injected styles. */
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
      // The scroll container is not focusable, so the content must be.
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

/** Replaces the text with one minimal change, so that cursor and folds keep their positions where possible. */
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

/** Colours are CSS variables, so the theme can change without updating the editor. */
const look = EditorView.theme({
  '&': { height: '100%', backgroundColor: 'var(--surface)', color: 'var(--ink)', fontSize: '13px' },
  // A caret alone is easily overlooked. `:has` is needed because `.cm-focused` is set some milliseconds after the
  // focus.
  '&.cm-focused, &:has(.cm-content:focus)': { outline: '2px solid var(--focus)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'var(--font-mono, ui-monospace, monospace)', lineHeight: '1.55' },
  '.cm-content': { caretColor: 'var(--accent)', padding: '8px 0' },
  '.cm-cursor': { borderLeftColor: 'var(--accent)', borderLeftWidth: '2px' },
  '.cm-gutters': {
    backgroundColor: 'var(--sunken)',
    color: 'var(--faint)',
    border: 'none',
    borderInlineEnd: '1px solid var(--line)',
  },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--hover)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--accent-soft)',
  },
  '.cm-matchingBracket': { backgroundColor: 'var(--accent-soft)', outline: '1px solid var(--accent)' },
  '.cm-foldPlaceholder': { backgroundColor: 'var(--hover)', border: 'none', color: 'var(--muted)' },
  '.cm-tooltip, .cm-panels': {
    backgroundColor: 'var(--raised)',
    color: 'var(--ink)',
    border: '1px solid var(--line-strong)',
    borderRadius: '6px',
  },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--accent)',
    color: 'var(--on-accent)',
  },
  '.cm-completionDetail': { color: 'var(--muted)', fontStyle: 'normal' },
  '[aria-selected] .cm-completionDetail': { color: 'inherit' },
  '.cm-panels button, .cm-panels input': {
    backgroundColor: 'var(--surface)',
    backgroundImage: 'none',
    color: 'var(--ink)',
    border: '1px solid var(--line-strong)',
    borderRadius: '4px',
  },
  '.cm-searchMatch': { backgroundColor: 'var(--warning-soft)', outline: '1px solid var(--warning)' },
  '.cm-task': { backgroundColor: 'var(--accent-soft)' },
  '.cm-hint': { padding: '6px 10px', maxWidth: '360px' },
})

const words = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--accent)' },
  { tag: [tags.string, tags.content], color: 'var(--done)' },
  { tag: [tags.number, tags.bool, tags.null, tags.keyword], color: 'var(--running)' },
  { tag: tags.comment, color: 'var(--muted)', fontStyle: 'italic' },
  { tag: [tags.separator, tags.brace, tags.squareBracket, tags.punctuation], color: 'var(--muted)' },
  { tag: tags.invalid, color: 'var(--failed)' },
])

const editorTheme: Extension = [look, syntaxHighlighting(words)]

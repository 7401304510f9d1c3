import {
  ArrowDown,
  ArrowUp,
  Braces,
  Clapperboard,
  ClipboardPaste,
  Copy,
  CopyPlus,
  FlaskConical,
  Group,
  Hash,
  IndentDecrease,
  IndentIncrease,
  ListPlus,
  ListTree,
  PanelRight,
  Pencil,
  Play,
  Plus,
  Redo2,
  Save,
  Scissors,
  Settings2,
  Trash2,
  TriangleAlert,
  Undo2,
  Ungroup,
  WandSparkles,
  Workflow,
} from 'lucide-react'
import { words } from '#shared/words/words.ts'
import type { Command } from '../../commands/command.ts'
import { useCommands } from '../../commands/use-commands.ts'
import { renumber } from '../../entities/plans/edits/keys.ts'
import { usePlanDocument } from '../../stores/plan-document-context.tsx'
import { useOrigin } from '../../stores/plan-session-context.tsx'
import type { Actions } from './actions.ts'
import type { useClipboard } from './clipboard/use-clipboard.ts'
import type { DesignerView } from './designer-search.ts'
import { firstError, useFindings } from './findings/findings.tsx'

interface Doings {
  readonly actions: Actions
  readonly onView: (view: DesignerView) => void
  readonly onInspector: () => void
  readonly onProblems: () => void
  readonly onDryRun: () => void
  readonly onNextProblem: (by: 1 | -1) => void
  readonly onFixSafe: () => void
  readonly onKeep: () => void
  readonly onRun: () => void
  readonly onSimulate: () => void
  readonly clipboard: ReturnType<typeof useClipboard>
  readonly standing: ReturnType<typeof useStanding>
}

/** Registers every action of the designer as a command for the palette, the shortcut list, shortcuts and buttons. */
export function usePlanCommands(doings: Doings): void {
  const { actions, clipboard, standing } = doings
  const count = usePlanDocument(({ selection }) => selection.keys.size)
  const hasGroup = usePlanDocument(({ document, selection }) =>
    document.tasks.some(({ key, kind }) => kind === 'group' && selection.keys.has(key)),
  )
  const canUndo = usePlanDocument(({ past }) => past.length > 0)
  const canRedo = usePlanDocument(({ future }) => future.length > 0)
  const text = words.designer.commands
  const needsTask = count === 0 ? words.designer.selectFirst : null
  const command = (
    id: keyof typeof text,
    icon: Command['icon'],
    run: () => void,
    {
      keys = [],
      disabled = null,
      isForFields,
    }: Partial<Pick<Command, 'keys' | 'disabled' | 'isForFields'>> = {},
  ): Command => ({
    id: `plan.${id}`,
    title: text[id],
    category: words.designer.category,
    ...(icon !== undefined && { icon }),
    keys,
    disabled,
    ...(isForFields !== undefined && { isForFields }),
    run,
  })
  const own = { isForFields: false } as const
  useCommands([
    command('addTask', Plus, actions.addAfter),
    command('pickTask', ListPlus, actions.pickAfter, { keys: ['a'] }),
    command('addBefore', Plus, actions.addBefore, { keys: ['Shift+A'], disabled: needsTask }),
    command('addBeside', Plus, actions.addBeside, { disabled: needsTask }),
    command('rename', Pencil, actions.nameNext, { keys: ['F2'], disabled: needsTask }),
    command('delete', Trash2, actions.removeSelected, { keys: ['Delete', 'Backspace'], disabled: needsTask }),
    command('duplicate', CopyPlus, actions.duplicate, { keys: ['$mod+d'], disabled: needsTask, ...own }),
    command('copy', Copy, clipboard.copy, { disabled: needsTask }),
    command('cut', Scissors, clipboard.cut, { disabled: needsTask }),
    command('paste', ClipboardPaste, clipboard.paste),
    command('group', Group, actions.group, { keys: ['$mod+g'], disabled: needsTask, ...own }),
    command('ungroup', Ungroup, actions.ungroup, {
      keys: ['$mod+Shift+G'],
      disabled: hasGroup ? null : words.designer.selectGroup,
      ...own,
    }),
    command('moveUp', ArrowUp, actions.moveUp, { keys: ['Alt+ArrowUp'], disabled: needsTask, ...own }),
    command('moveDown', ArrowDown, actions.moveDown, {
      keys: ['Alt+ArrowDown'],
      disabled: needsTask,
      ...own,
    }),
    command('indent', IndentIncrease, actions.indent, { keys: ['$mod+]'], disabled: needsTask, ...own }),
    command('outdent', IndentDecrease, actions.outdent, { keys: ['$mod+['], disabled: needsTask, ...own }),
    command('selectAll', undefined, actions.selectAll, { keys: ['$mod+a'], ...own }),
    command('renumber', Hash, () => actions.act(renumber())),
    command('undo', Undo2, actions.undo, {
      keys: ['$mod+z'],
      disabled: canUndo ? null : words.designer.nothingToUndo,
      ...own,
    }),
    command('redo', Redo2, actions.redo, {
      keys: ['$mod+Shift+Z', '$mod+y'],
      disabled: canRedo ? null : words.designer.nothingToRedo,
      ...own,
    }),
    command('settings', Settings2, actions.selectNone),
    command('inspector', PanelRight, doings.onInspector, { keys: ['i'] }),
    command('problems', TriangleAlert, doings.onProblems, { keys: ['p'] }),
    command('dryRun', FlaskConical, doings.onDryRun, {
      keys: ['d'],
      disabled: standing.isEmpty ? words.designer.isEmpty : null,
    }),
    command('nextProblem', TriangleAlert, () => doings.onNextProblem(1), { keys: ['F8'] }),
    command('previousProblem', TriangleAlert, () => doings.onNextProblem(-1), { keys: ['Shift+F8'] }),
    command('fixSafe', WandSparkles, doings.onFixSafe, { disabled: standing.notFixed }),
    command('graph', Workflow, () => doings.onView('graph'), { keys: ['1'] }),
    command('outline', ListTree, () => doings.onView('outline'), { keys: ['2'] }),
    command('source', Braces, () => doings.onView('source'), { keys: ['3'] }),
    command('keep', Save, doings.onKeep, { keys: ['$mod+s'], disabled: standing.notKept }),
    command('simulate', Clapperboard, doings.onSimulate, { disabled: standing.notRun }),
    command('run', Play, doings.onRun, { keys: ['$mod+Enter'], disabled: standing.notRun }),
  ])
}

/** Whether the plan has unpublished changes, and the reason why it cannot be saved, run or fixed now. */
export function useStanding(isBusy: boolean) {
  const isEmpty = usePlanDocument(({ document }) => document.tasks.length === 0)
  const kept = useOrigin((origin) => origin.kept)
  const isChanged = usePlanDocument(({ document }) => document !== kept)
  const error = useFindings(firstError)
  const hasSafe = useFindings(({ all }) => all.some(({ fixes }) => fixes.some(({ isSafe }) => isSafe)))
  const notNow = isEmpty ? words.designer.isEmpty : isBusy ? words.designer.isBusy : null
  return {
    isChanged,
    isEmpty,
    notRun: (error !== null && !isEmpty ? words.designer.cannotRun(error.message) : null) ?? notNow,
    notKept: notNow ?? (isChanged ? null : words.designer.isKept),
    notFixed: hasSafe ? null : words.designer.nothingSafe,
  }
}

import { useReactFlow } from '@xyflow/react'
import {
  FileImage,
  ImageDown,
  Maximize,
  MoveDown,
  MoveRight,
  Search,
  Spline,
  ZoomIn,
  ZoomOut,
} from 'lucide-react'
import { words } from '#shared/words/words.ts'
import type { Command } from '../../commands/command.ts'
import { useCommands } from '../../commands/use-commands.ts'
import { stillOr } from '../../theme/motion.ts'
import { showToast } from '../../ui/toast.tsx'
import type { Faces } from '../face.ts'
import type { BoardProps } from '../graph-props.ts'
import type { LayoutNode } from '../layout/layout.ts'
import { type ImageKind, saveGraph } from '../to-svg.ts'
import type { useBoardKeys } from './use-board-keys.ts'
import type { useViewport } from './use-viewport.ts'

interface Given {
  readonly props: BoardProps
  /** Key of the node at the cursor. */
  readonly at: string | null
  readonly keys: ReturnType<typeof useBoardKeys>
  readonly view: ReturnType<typeof useViewport>
  readonly goToChange: (by: 1 | -1) => void
}

/** Commands for the entire graph, for the palette and for shortcuts without graph focus. Some have a button. */
export function useGraphCommands({ props, at, keys, view, goToChange }: Given) {
  const { layoutIndex, faces, direction, setDirection, editing } = props
  const flow = useReactFlow()
  const goToFailed = (step: 1 | -1) => () => {
    const key = findFailed(layoutIndex.layout.nodes, faces, { from: at, step })
    if (key === null) return
    keys.moveTo(key)
    view.reveal(key, { isReadable: true })
  }
  const save = (kind: ImageKind) => async () => {
    const isSaved = await saveGraph(kind, {
      title: props.title ?? props.label,
      layout: layoutIndex.layout,
      faces,
    })
    if (!isSaved) showToast({ title: words.graph.notDrawn, isFailure: true })
  }
  const isRight = direction === 'right'
  const zoom = (way: 'zoomIn' | 'zoomOut') => () => void flow[way]({ duration: stillOr(120) })
  const moves = [
    { id: 'graph.zoomIn', title: words.graph.zoomIn, icon: ZoomIn, keys: ['+'], run: zoom('zoomIn') },
    { id: 'graph.zoomOut', title: words.graph.zoomOut, icon: ZoomOut, keys: ['-'], run: zoom('zoomOut') },
    { id: 'graph.fit', title: words.graph.fit, icon: Maximize, keys: ['Shift+Digit1'], run: view.showAll },
    {
      id: 'graph.turn',
      title: isRight ? words.graph.toBottom : words.graph.toRight,
      icon: isRight ? MoveDown : MoveRight,
      run() {
        view.letGo()
        setDirection(isRight ? 'down' : 'right')
      },
    },
  ]
  const saves = [
    { id: 'graph.saveSvg', title: words.graph.saveSvg, icon: ImageDown, run: save('svg') },
    { id: 'graph.savePng', title: words.graph.savePng, icon: FileImage, run: save('png') },
  ]
  const { rename, connect } = keys.edit
  const commands: readonly Omit<Command, 'category'>[] = [
    ...moves,
    ...saves,
    { id: 'graph.find', title: words.graph.find, icon: Search, run: keys.find },
    ...stops(),
    // No shortcut: F2 works only on the focused graph. Everywhere else F2 belongs to the plan.
    ...(at !== null && rename !== undefined
      ? [{ id: 'graph.rename', title: words.graph.rename, run: () => rename(at) }]
      : []),
    ...(at !== null && connect !== undefined
      ? [
          {
            ...{ id: 'graph.connect', title: words.graph.connect, icon: Spline, keys: ['c'] },
            run: () => connect(at),
          },
        ]
      : []),
  ]
  useCommands(commands.map((command) => ({ ...command, category: words.graph.category })))
  return { moves, saves }

  /** Commands that step through failed tasks or changes. None in an editable graph: in a draft, no task has failed. */
  function stops(): readonly Omit<Command, 'category'>[] {
    if (editing !== undefined) return []
    const { nextChange, previousChange, nextFailed, previousFailed } = words.graph
    return props.changes === undefined
      ? [
          { id: 'graph.nextFailed', title: nextFailed, keys: [']'], run: goToFailed(1) },
          { id: 'graph.previousFailed', title: previousFailed, keys: ['['], run: goToFailed(-1) },
        ]
      : [
          { id: 'graph.nextChange', title: nextChange, keys: [']'], run: () => goToChange(1) },
          { id: 'graph.previousChange', title: previousChange, keys: ['['], run: () => goToChange(-1) },
        ]
  }
}

/** Nodes whose title contains the text, in graph order. Titles that start with the text come first. */
export function listTitled(nodes: readonly LayoutNode[], faces: Faces, text: string): string[] {
  const wanted = text.trim().toLocaleLowerCase()
  if (wanted === '') return []
  const first: string[] = []
  const rest: string[] = []
  for (const { key } of nodes) {
    const title = faces.get(key)?.title.toLocaleLowerCase() ?? ''
    if (title.startsWith(wanted)) first.push(key)
    else if (title.includes(wanted)) rest.push(key)
  }
  return [...first, ...rest]
}

/** Next failed node after `from`, or previous if `step` is -1, wrapping around; null without failures. */
export function findFailed(
  nodes: readonly LayoutNode[],
  faces: Faces,
  { from, step }: { readonly from: string | null; readonly step: 1 | -1 },
): string | null {
  const failed = nodes.filter(({ key }) => faces.get(key)?.status === 'failed')
  const places = new Map(nodes.map(({ key }, at) => [key, at]))
  const here = from === null ? -1 : (places.get(from) ?? -1)
  const placeOf = ({ key }: LayoutNode): number => places.get(key) ?? 0
  const ahead =
    step === 1
      ? failed.find((node) => placeOf(node) > here)
      : failed.findLast((node) => placeOf(node) < (here === -1 ? nodes.length : here))
  return (ahead ?? (step === 1 ? failed[0] : failed.at(-1)))?.key ?? null
}

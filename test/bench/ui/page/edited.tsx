import { useEffect, useMemo, useState } from 'react'
import { createStore } from 'zustand/vanilla'
import { CommandKeys } from '../../../../src-renderer/commands/keys.tsx'
import { useCommands } from '../../../../src-renderer/commands/use-commands.ts'
import type { Editing, Face } from '../../../../src-renderer/graph/face.ts'
import { facesFrom } from '../../../../src-renderer/graph/faces-from.ts'
import { GraphView } from '../../../../src-renderer/graph/graph-view.tsx'
import type { LayoutItem } from '../../../../src-renderer/graph/layout/layout.ts'
import { nothingSelected, type Selection } from '../../../../src-renderer/graph/selection.ts'

interface Task extends LayoutItem {
  readonly title: string
}

const none: ReadonlySet<string> = new Set()
const menu = [['task.delete']]

/** A small plan, and the parts of the designer that editing in the graph requires. */
export function Edited() {
  const [tasks, setTasks] = useState<readonly Task[]>(firstTasks)
  const [selection, setSelection] = useState<Selection>(nothingSelected)
  const [collapsed, setCollapsed] = useState(none)
  const [store] = useState(() => createStore(() => ({ tasks: firstTasks })))
  useEffect(() => store.setState({ tasks }), [store, tasks])
  const faces = useMemo(
    () =>
      facesFrom(store, {
        partsOf: (state, key) => state.tasks.filter((task) => task.key === key),
        faceOf: (state, key) => faceOf(state.tasks.find((task) => task.key === key)),
      }),
    [store],
  )
  const editing = useMemo(() => editingOf(tasks, setTasks), [tasks])
  useCommands([
    {
      id: 'task.delete',
      title: 'Delete the task',
      category: 'Task',
      run: () => editing.onDelete(selection.keys),
    },
  ])
  return (
    <>
      <CommandKeys />
      <GraphView
        {...{ label: 'A plan', items: tasks, faces, selection, collapsed, editing, menu }}
        onSelect={setSelection}
        onCollapse={setCollapsed}
      />
    </>
  )
}

const taskOf = (key: string, title: string, dependsOn: readonly string[] = []): Task => ({
  ...{ key, title, dependsOn },
  kind: 'task',
  parent: null,
})
const firstTasks: readonly Task[] = [
  taskOf('draft', 'Draft'),
  taskOf('review', 'Review', ['draft']),
  taskOf('print', 'Print', ['review']),
  taskOf('photos', 'Photos'),
]

const faceOf = (task: Task | undefined): Face => ({
  title: task?.title ?? '',
  status: null,
  progress: null,
  line: 'writing',
  badges: task?.key === 'print' ? [{ kind: 'gate', label: 'Requires approval' }] : [],
})

function editingOf(tasks: readonly Task[], setTasks: (tasks: readonly Task[]) => void): Editing {
  const change = (key: string, to: (task: Task) => Task) =>
    setTasks(tasks.map((task) => (task.key === key ? to(task) : task)))
  const waitsFor = (key: string, other: string): boolean =>
    tasks
      .find((task) => task.key === key)
      ?.dependsOn.some((each) => each === other || waitsFor(each, other)) ?? false
  const titleOf = (key: string) => tasks.find((task) => task.key === key)?.title ?? key
  return {
    refuse: (from, to) =>
      waitsFor(from, to) ? `Creates a cycle: ${titleOf(to)} → ${titleOf(from)} → ${titleOf(to)}` : null,
    onConnect: (from, to) => change(to, (task) => ({ ...task, dependsOn: [...task.dependsOn, from] })),
    onDisconnect: (from, to) =>
      change(to, (task) => ({ ...task, dependsOn: task.dependsOn.filter((key) => key !== from) })),
    onAdd: ({ after, before }) => {
      const added = taskOf(`new-${tasks.length}`, 'New task', after === null ? [] : [after])
      const moved = tasks.map((task) =>
        task.key === before
          ? { ...task, dependsOn: [...task.dependsOn.filter((key) => key !== after), added.key] }
          : task,
      )
      setTasks([...moved, added])
    },
    onRename: (key, title) => change(key, (task) => ({ ...task, title })),
    onDelete: (keys) =>
      setTasks(
        tasks
          .filter(({ key }) => !keys.has(key))
          .map((task) => ({ ...task, dependsOn: task.dependsOn.filter((key) => !keys.has(key)) })),
      ),
  }
}

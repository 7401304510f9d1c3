import { useNavigate } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { CircleHelp, Filter, LocateFixed, Spline, Workflow } from 'lucide-react'
import { type RefObject, useMemo, useRef, useState } from 'react'
import { isRunOver, type RunView } from '#shared/model/runs/run.ts'
import { words } from '#shared/words/words.ts'
import type { Command } from '../../commands/command.ts'
import { useCommands } from '../../commands/use-commands.ts'
import { useAgentNames } from '../../entities/agents/agent-names.ts'
import { FilterBar } from '../../entities/tasks/filter/filter-bar.tsx'
import { matchTasks } from '../../entities/tasks/filter/match.ts'
import { useRun } from '../../stores/run-context.tsx'
import { ToggleButton } from '../../ui/controls/toggle-button.tsx'
import { Guarded } from '../../ui/panel-boundary.tsx'
import type { AddressProps } from '../../ui/query/address.ts'
import { lookOf, type StatusName } from '../../ui/status-looks.ts'
import { type FollowedTask, useFollowedTask } from './followed-task.ts'
import { RunHeader, RunTabs } from './header/run-header.tsx'
import { PathList } from './path/path-list.tsx'
import { runFilterOf } from './run-filter.tsx'
import { useCriticalPath } from './run-reads.ts'
import { type RunSearch, type RunTab, tabsOf } from './run-search.ts'
import { RunViews } from './run-views.tsx'
import { Strips } from './strips/strips.tsx'
import { SelectTask } from './task/task-link.tsx'
import { TaskPanel } from './task/task-panel.tsx'

interface RunScreenProps extends AddressProps<RunSearch> {
  readonly run: RunView
  readonly status: StatusName
}

const says = words.run
const none: ReadonlySet<string> = new Set()
/** Views of tasks, which share filter and highlighting. */
const ofTasks: ReadonlySet<RunTab> = new Set<RunTab>(['graph', 'timeline', 'list'])

/** A loaded run: its views, and the selected task beside them. */
export function RunScreen({ run, status, search, onSearch }: RunScreenProps) {
  const { task: selected, panel = 'overview', filter = '', file = null } = search
  const tab = tabOf(run, search)
  const field = useRef<HTMLInputElement>(null)
  const tasks = useRun((state) => state.tasks)
  const nameOf = useAgentNames()
  const subject = useMemo(() => runFilterOf(nameOf), [nameOf])
  const matched = useMemo(() => matchTasks(filter, tasks, subject), [filter, tasks, subject])
  const isPathShown = search.path === true && ofTasks.has(tab)
  const path = useCriticalPath(run.id, isPathShown)
  const steps = path.data?.steps
  const onPath = useMemo(
    () => (isPathShown && steps !== undefined ? new Set(steps.map(({ taskKey }) => taskKey)) : none),
    [isPathShown, steps],
  )
  const { file: _file, line: _place, ...calm } = search
  const showTab = (next: RunTab) => onSearch({ ...calm, tab: next })
  const togglePath = () => {
    const { path: isShown, ...others } = search
    onSearch(isShown === true ? others : { ...others, path: true })
  }
  const [isWhyOpen, setWhyOpen] = useState(false)
  const toggleWhy = () => setWhyOpen(!isWhyOpen)
  // In a narrow window the selected task takes the space of the controls for all tasks.
  const forAll = selected !== undefined && 'max-md:hidden'
  const following = useFollowedTask()
  useRunCommands({
    run,
    tab,
    following,
    isPathShown,
    isWhyOpen,
    field,
    onTab: showTab,
    onPath: togglePath,
    onWhy: toggleWhy,
  })
  return (
    <SelectTask value={(key) => onSearch({ ...search, task: key })}>
      <div className="flex h-full min-h-0 flex-col">
        <RunHeader run={run} status={status} />
        <div className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-line border-b bg-surface px-4 pb-2.5 sm:px-6">
          <RunTabs run={run} tab={tab} onTab={showTab} />
          {ofTasks.has(tab) && (
            <div className={clsx('flex min-w-0 flex-1 basis-96 flex-wrap items-center gap-2', forAll)}>
              <FilterBar
                {...{ text: filter, tasks, subject, field }}
                placeholder={words.run.filter.placeholder}
                examples={words.run.filter.examples}
                found={matched === null ? null : words.query.tasks.found(matched.size, tasks.size)}
                onText={(text) => onSearch({ ...search, filter: text })}
              />
              {tab === 'graph' && !isRunOver(run.status) && (
                <ToggleButton
                  label={says.follow.toggle}
                  title={says.follow.hint}
                  icon={LocateFixed}
                  isOn={following.isOn}
                  onToggle={following.toggle}
                />
              )}
              <ToggleButton label={says.path.toggle} icon={Spline} isOn={isPathShown} onToggle={togglePath} />
            </div>
          )}
        </div>
        <SelectTask value={(key) => onSearch({ ...calm, task: key, panel: 'overview' })}>
          <Strips {...{ run, isWhyOpen }} onWhy={setWhyOpen} />
        </SelectTask>
        <div className={clsx('contents', forAll)}>
          {isPathShown && path.data !== undefined && <PathList path={path.data} />}
        </div>
        <div className="relative flex min-h-0 flex-1">
          <div className="min-w-0 flex-1">
            <Guarded of={`${run.id} ${tab}`}>
              <RunViews {...{ run, tab, search, onSearch, matched }} path={onPath} following={following} />
            </Guarded>
          </div>
          {selected !== undefined && (
            <Guarded of={`${run.id} ${selected}`}>
              <SelectTask value={(key) => onSearch({ ...calm, task: key })}>
                <TaskPanel
                  runId={run.id}
                  taskKey={selected}
                  panel={panel}
                  file={panel === 'files' ? file : null}
                  search={search}
                  onPlace={({ seq, line }) => onSearch({ ...calm, panel: 'log', line: `${seq}.${line}` })}
                  onFile={(name) =>
                    onSearch({ ...calm, panel: 'files', ...(name !== null && { file: name }) })
                  }
                  onPanel={(value) => onSearch({ ...calm, panel: value })}
                  onDecision={(number) => onSearch({ tab: 'decisions', decision: number })}
                  onClose={() => {
                    const { task: _task, panel: _panel, ...others } = calm
                    onSearch({ ...others, tab })
                  }}
                />
              </SelectTask>
            </Guarded>
          )}
        </div>
        <div aria-live="polite" className="sr-only">
          {isRunOver(run.status) ? `${run.title}: ${lookOf(status).word}` : ''}
        </div>
      </div>
    </SelectTask>
  )
}

/** An address can name a view that this run does not have. */
const tabOf = ({ goal }: RunView, { tab = 'graph' }: RunSearch): RunTab =>
  tab === 'decisions' && goal === null ? 'graph' : tab

interface Options {
  readonly run: RunView
  readonly tab: RunTab
  readonly following: FollowedTask
  readonly isPathShown: boolean
  readonly isWhyOpen: boolean
  readonly field: RefObject<HTMLInputElement | null>
  readonly onTab: (tab: RunTab) => void
  readonly onPath: () => void
  readonly onWhy: () => void
}

/** Commands of the run screen for shortcuts and the palette. */
function useRunCommands(options: Options): void {
  const { run, tab, following, isPathShown, isWhyOpen, field, onTab, onPath, onWhy } = options
  const { planId } = run
  const navigate = useNavigate()
  const isOfTasks = tab === 'graph' || tab === 'timeline' || tab === 'list'
  const commands: readonly Omit<Command, 'category'>[] = [
    ...tabsOf(run).map((each, at) => ({
      id: `run.show.${each}`,
      title: says.views.show(says.views[each]),
      keys: [`Alt+${at + 1}`],
      run: () => onTab(each),
    })),
    {
      id: 'run.why',
      title: isWhyOpen ? says.why.hide : says.why.show,
      icon: CircleHelp,
      keys: ['w'],
      disabled: isRunOver(run.status) ? says.why.nothing : null,
      run: onWhy,
    },
    ...(planId === null
      ? []
      : [
          {
            id: 'run.plan',
            title: says.header.commands.plan,
            icon: Workflow,
            run: () => void navigate({ to: '/plans/$planId', params: { planId }, search: {} }),
          },
        ]),
    ...(isOfTasks
      ? [
          {
            id: 'run.filter',
            title: says.filter.focus,
            icon: Filter,
            keys: ['$mod+f', '/'],
            run: () => field.current?.focus(),
          },
          {
            id: 'run.follow',
            title: following.isOn ? says.follow.end : says.follow.begin,
            icon: LocateFixed,
            keys: ['f'],
            disabled: tab === 'graph' && !isRunOver(run.status) ? null : says.follow.nothing,
            run: following.toggle,
          },
          {
            id: 'run.path',
            title: isPathShown ? says.path.hide : says.path.show,
            icon: Spline,
            keys: ['p'],
            run: onPath,
          },
        ]
      : []),
  ]
  useCommands(commands.map((command) => ({ ...command, category: says.category })))
}

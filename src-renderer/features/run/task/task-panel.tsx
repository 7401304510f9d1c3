import { Tabs } from '@base-ui/react/tabs'
import { useQuery } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { X } from 'lucide-react'
import { z } from 'zod'
import type { LogPlace } from '#shared/contract/runs/run-log.ts'
import type { TaskDetail } from '#shared/contract/runs/runs.ts'
import { isTerminal, type TaskView } from '#shared/model/task.ts'
import { words } from '#shared/words/words.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { usePreference } from '../../../stores/preference.ts'
import { useTask } from '../../../stores/run-context.tsx'
import { IconButton } from '../../../ui/controls/button.tsx'
import { ResizeHandle } from '../../../ui/controls/resize-handle.tsx'
import { Fetched } from '../../../ui/fetched.tsx'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import { statusOfTask } from '../../../ui/status-looks.ts'
import { JsonTree } from '../../../ui/text/json-tree.tsx'
import { Elapsed } from '../../../ui/text/time.tsx'
import { FilesView } from '../files/files-view.tsx'
import { LogView } from '../log/log-view.tsx'
import { type PanelTab, panelTabs, placeIn, type RunSearch } from '../run-search.ts'
import { Attempts } from './attempts.tsx'
import { Overview } from './overview.tsx'
import { Given } from './task-input.tsx'
import { TaskResultView } from './task-result.tsx'

const says = words.run.panel
const [minWidth, maxWidth] = [320, 640]
const widthSchema = z.number().min(minWidth).max(maxWidth)

interface TaskPanelProps {
  readonly runId: string
  readonly taskKey: string
  readonly panel: PanelTab
  /** Name of the open file if the Files panel is shown. */
  readonly file: string | null
  readonly search: RunSearch
  readonly onPlace: (place: LogPlace) => void
  readonly onFile: (name: string | null) => void
  readonly onPanel: (panel: PanelTab) => void
  readonly onDecision: (number: number) => void
  readonly onClose: () => void
}

export function TaskPanel({ taskKey, ...rest }: TaskPanelProps) {
  const { onClose } = rest
  const [width, setWidth] = usePreference('run panel width', widthSchema, 420)
  const task = useTask(taskKey)
  return (
    <aside
      aria-label={says.label}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
      style={{ width }}
      className={clsx(
        'flex min-h-0 shrink-0 flex-col border-line border-s bg-surface',
        'absolute inset-y-0 end-0 z-20 max-w-[440px] shadow-high max-md:w-full! md:relative md:max-w-[55%] md:shadow-none',
      )}
    >
      <ResizeHandle label={says.width} width={width} min={minWidth} max={maxWidth} onWidth={setWidth} />
      {task === undefined ? (
        <div className="flex items-start justify-between gap-3 p-4">
          <p className="text-muted">{says.missing(taskKey)}</p>
          <IconButton label={says.close} icon={X} onClick={onClose} />
        </div>
      ) : (
        <TaskTabs task={task} {...rest} />
      )}
    </aside>
  )
}

interface TaskTabsProps extends Omit<TaskPanelProps, 'taskKey'> {
  readonly task: TaskView
}

function TaskTabs({ runId, task, panel, onPanel, ...rest }: TaskTabsProps) {
  const { file, search, onPlace, onFile, onDecision, onClose } = rest
  const detail = useTaskDetail(runId, task)
  return (
    <Tabs.Root
      value={panel}
      onValueChange={(value) => onPanel(panelTabs.find((each) => each === value) ?? 'overview')}
      className="flex min-h-0 flex-1 flex-col"
    >
      <header className="px-5 pt-4">
        <div className="flex items-center justify-between gap-3">
          <div className="flex items-center gap-3">
            <StatusBadge status={statusOfTask(task)} percent={task.progress} isPill />
            {task.startedAt !== null && (
              <span className="text-muted text-sm">
                <Elapsed from={task.startedAt} to={task.endedAt} />
              </span>
            )}
          </div>
          <IconButton label={says.close} icon={X} onClick={onClose} className="-me-2" />
        </div>
        <h2 className="mt-3 break-words font-semibold text-lg">{task.title}</h2>
        <p className="break-all font-mono text-faint text-sm">{task.key}</p>
        <Tabs.List className="mt-3 flex gap-3 overflow-x-auto border-line border-b" aria-label={says.about}>
          {panelTabs.map((tab) => (
            <Tabs.Tab
              key={tab}
              value={tab}
              className="h-9 min-w-6 shrink-0 border-transparent border-b-2 font-medium text-muted transition-colors hover:text-ink data-[active]:border-accent data-[active]:text-ink"
            >
              {says.tabs[tab]}
              {tab === 'attempts' && task.attempts > 1 && (
                <span className="tabular ms-1.5 rounded-full bg-hover px-1.5 text-xs">{task.attempts}</span>
              )}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </header>
      <Tabs.Panel value="log" className="relative flex min-h-0 flex-1 flex-col outline-offset-[-2px]">
        <LogView
          key={task.key}
          {...{ runId, taskKey: task.key, attempts: task.attempts, onPlace }}
          isFailed={task.status === 'failed'}
          isOver={isTerminal(task.status)}
          place={panel === 'log' ? placeIn(search) : null}
        />
      </Tabs.Panel>
      <Tabs.Panel value="files" className="flex min-h-0 flex-1 flex-col outline-offset-[-2px]">
        <FilesView key={task.key} {...{ runId, taskKey: task.key, file, onFile }} />
      </Tabs.Panel>
      {(['overview', 'result', 'attempts', 'given', 'raw'] as const).map((tab) => (
        <Tabs.Panel
          key={tab}
          value={tab}
          className="min-h-0 flex-1 scroll-pb-28 overflow-auto outline-offset-[-2px]"
        >
          {/* Padding on the child: padding of the scroll container would keep sticky bars away from its edge. */}
          <div className="p-5">
            <Fetched query={detail} lines={6}>
              {(read) => (
                <PanelBody
                  {...{ tab, task, onFile, onDecision }}
                  detail={read}
                  onLog={() => onPanel('log')}
                />
              )}
            </Fetched>
          </div>
        </Tabs.Panel>
      ))}
    </Tabs.Root>
  )
}

interface PanelBodyProps {
  readonly tab: Exclude<PanelTab, 'log' | 'files'>
  readonly task: TaskView
  readonly detail: TaskDetail
  readonly onFile: (name: string) => void
  readonly onDecision: (number: number) => void
  readonly onLog: () => void
}

function PanelBody({ tab, task, detail, onFile, onDecision, onLog }: PanelBodyProps) {
  switch (tab) {
    case 'overview':
      return <Overview {...{ task, detail, onDecision, onLog }} />
    case 'result':
      return <TaskResultView task={task} attempts={detail.attempts} onFile={onFile} />
    case 'given':
      return <Given key={task.key} detail={detail} />
    case 'raw':
      return <JsonTree label={says.tabs.raw} value={detail} />
    case 'attempts':
      return <Attempts attempts={detail.attempts} checks={task.doneWhen ?? []} />
  }
}

/** Details of a task that the run stream does not contain. */
export function useTaskDetail(runId: string, task: TaskView) {
  const { orpc } = useRpc()
  const input = { runId, taskKey: task.key }
  return useQuery(
    orpc.runs.getTask.queryOptions({
      input,
      placeholderData: (previous) => (isOfTask(previous, runId, task.key) ? previous : undefined),
    }),
  )
}

const isOfTask = (detail: TaskDetail | undefined, runId: string, key: string): boolean =>
  detail?.task.runId === runId && detail.task.key === key

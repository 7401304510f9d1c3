import { FileText } from 'lucide-react'
import { type Artifact, artifactsOf } from '#shared/model/artifact.ts'
import type { AttemptView } from '#shared/model/runs/attempt.ts'
import { isTerminal, type TaskView } from '#shared/model/task.ts'
import { words } from '#shared/words/words.ts'
import { useAgentNames } from '../../../entities/agents/agent-names.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { CopyButton } from '../../../ui/controls/copy-button.tsx'
import { EmptyNote } from '../../../ui/notes.tsx'
import { FoldedJson, hasContent } from '../../../ui/text/json-view.tsx'
import { ReadableText } from '../../../ui/text/readable-text.tsx'
import { Checks, FailureText, Standing } from './checks.tsx'

const says = words.run.task.result

interface TaskResultProps {
  readonly task: TaskView
  readonly attempts: readonly AttemptView[]
  readonly onFile: (name: string) => void
}

/** Result of a task: its text, its files, and its data collapsed at the end. */
export function TaskResultView({ task, attempts, onFile }: TaskResultProps) {
  const nameOf = useAgentNames()
  const attempt = attempts.findLast(({ result }) => result !== null)
  const result = task.result ?? attempt?.result ?? null
  if (result === null) return <NoResult task={task} attempts={attempts} />
  const { text, data, checks = [] } = result
  const isChanged = attempt?.result !== undefined && attempt.result?.text !== text
  return (
    <div className="flex flex-col gap-5">
      <div className="flex items-center justify-between gap-3">
        <p className="flex flex-wrap items-center gap-x-3 text-faint text-sm">
          {attempt !== undefined && (isChanged ? says.changed : says.by)(nameOf(attempt.agentId))}
          {attempt !== undefined && <Standing checks={checks} />}
        </p>
        <CopyButton text={text} label={says.copy} />
      </div>
      {checks.length > 0 && <Checks checks={checks} />}
      <ReadableText text={text} />
      {task.kind === 'task' && <FileLinks files={artifactsOf(result)} onFile={onFile} />}
      {hasContent(data) && <FoldedJson label={says.data} value={data} />}
    </div>
  )
}

function FileLinks({ files, onFile }: { files: readonly Artifact[] } & Pick<TaskResultProps, 'onFile'>) {
  if (files.length === 0) return null
  const names = [...new Set(files.map(({ name }) => name))]
  return (
    <section aria-label={says.files}>
      <h3 className="mb-2 font-medium text-faint text-sm">{says.countFiles(names.length)}</h3>
      <ul className="flex flex-wrap gap-2">
        {names.map((name) => (
          <li key={name} className="max-w-full">
            <Button icon={FileText} className="max-w-full shrink" onClick={() => onFile(name)}>
              <span className="truncate">{name}</span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

function NoResult({ task, attempts }: Omit<TaskResultProps, 'onFile'>) {
  const failure = attempts.at(-1)?.failure
  const title = isTerminal(task.status) ? says.never : says.notYet
  return (
    <EmptyNote icon={FileText} title={title}>
      {task.kind === 'group' ? (
        says.group
      ) : failure ? (
        <div className="text-start">
          <FailureText failure={failure} checks={task.doneWhen ?? []} />
        </div>
      ) : (
        says.hint
      )}
    </EmptyNote>
  )
}

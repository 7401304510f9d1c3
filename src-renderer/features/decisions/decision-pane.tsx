import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Hand, X } from 'lucide-react'
import type { DecisionRecord } from '#shared/model/decisions/decision.ts'
import type { DecisionFile, FoundDecision } from '#shared/model/decisions/decision-search.ts'
import { words } from '#shared/words/words.ts'
import { DecisionSays } from '../../entities/decisions/decision-answer.tsx'
import { lookOfDecision } from '../../entities/decisions/decision-mark.tsx'
import { Part } from '../../entities/decisions/decision-section.tsx'
import { wordOfCost, wordsOfDecision } from '../../entities/decisions/decision-words.ts'
import { GuardNote } from '../../entities/decisions/guard-note.tsx'
import { RunLink } from '../../entities/runs/run-link.tsx'
import { useRpc } from '../../rpc/context.tsx'
import { IconButton } from '../../ui/controls/button.tsx'
import { CopyButton } from '../../ui/controls/copy-button.tsx'
import { FailureNote, Skeleton } from '../../ui/notes.tsx'
import { inkOfTone, StatusBadge } from '../../ui/status-badge.tsx'
import { statusOfTask } from '../../ui/status-looks.ts'
import { Fact } from '../../ui/text/fact.tsx'
import { formatDuration, formatInstant } from '../../ui/text/format.ts'
import { JsonTree } from '../../ui/text/json-tree.tsx'
import { MonoBox } from '../../ui/text/mono-box.tsx'
import { AskAgain } from './ask-again.tsx'
import { Judge } from './judge.tsx'

interface DecisionPaneProps {
  readonly runId: string
  readonly number: number
  readonly onClose: () => void
}

/** A decision with its question, answer, guard findings, outcome, and the answers of other deciders. */
export function DecisionPane({ runId, number, onClose }: DecisionPaneProps) {
  const { orpc } = useRpc()
  const file = useQuery(orpc.goals.readDecision.queryOptions({ input: { runId, number } }))
  return (
    <aside
      aria-label={words.decisions.decision}
      className="z-10 flex min-h-0 shrink-0 flex-col overflow-hidden rounded-lg border border-line bg-surface @3xl:w-[min(640px,54%)] @max-3xl:absolute @max-3xl:inset-0"
    >
      {file.data === undefined ? (
        <div className="flex flex-col gap-4 p-5">
          <IconButton label={words.decisions.close} icon={X} className="self-end" onClick={onClose} />
          {file.isError ? <FailureNote error={file.error} /> : <Skeleton lines={6} />}
        </div>
      ) : (
        <Whole file={file.data} onClose={onClose} />
      )}
    </aside>
  )
}

function Whole({ file, onClose }: { file: DecisionFile; onClose: () => void }) {
  const { record, found } = file
  const { icon: Icon, tone } = lookOfDecision(found)
  return (
    <>
      <header className="flex items-start gap-2 border-line border-b py-2 pe-2 ps-4">
        <Icon size={18} aria-hidden className={`mt-1.5 shrink-0 ${inkOfTone(tone)}`} />
        <h2 className="min-w-0 flex-1 break-words py-1 font-semibold text-lg">
          {wordsOfDecision(found, { taskTitle: found.outcome?.title ?? null, openTasks: 0 })}
        </h2>
        <IconButton label={words.decisions.close} icon={X} onClick={onClose} />
      </header>
      <div className="flex min-h-0 flex-1 flex-col gap-5 overflow-auto p-4">
        <DecisionFacts found={found} />
        <DecisionSays decision={record.decision} />
        <Part title={words.decisions.guard}>
          {record.findings.length === 0 ? (
            <p>{words.decisions.guardPassed}</p>
          ) : (
            <GuardNote record={found} isOpen />
          )}
        </Part>
        <OutcomePart found={found} />
        <AskAgain file={file} />
        <Judge found={found} />
        <Exchange record={record} />
      </div>
    </>
  )
}

/** Run, time, decider, duration and cost of a decision. */
function DecisionFacts({ found }: { found: FoundDecision }) {
  const { runId, number, runTitle, after, afterTitle, at, tookMs, decision, decider, model } = found
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-3">
      <Fact isStacked className="tabular" name={words.decisions.ofRun}>
        <Link
          to="/runs/$runId"
          params={{ runId }}
          search={{ tab: 'decisions', decision: number }}
          className="text-accent hover:underline"
        >
          {runTitle}
        </Link>{' '}
        <span className="tabular text-muted">#{number}</span>
      </Fact>
      <Fact isStacked className="tabular" name={words.decisions.after}>
        <RunLink runId={runId} task={after} title={afterTitle ?? after} className="line-clamp-2 min-h-6">
          {afterTitle ?? after}
        </RunLink>
      </Fact>
      <Fact isStacked className="tabular" name={words.decisions.at}>
        {formatInstant(at)}
      </Fact>
      <Fact isStacked className="tabular" name={words.decisions.by}>
        {decider === 'rules' ? words.decisions.rules : (model ?? words.decisions.noneAnswered)}
      </Fact>
      {tookMs !== null && (
        <Fact isStacked className="tabular" name={words.decisions.took}>
          {words.decisions.tookAfter(formatDuration(tookMs))}
        </Fact>
      )}
      <Fact isStacked className="tabular" name={words.decisions.cost}>
        {wordOfCost(found) ?? words.decisions.free}
      </Fact>
      {decision.urgency !== null && (
        <Fact isStacked className="tabular" name={words.decisions.urgency}>
          {words.decisions.urgencies[decision.urgency]}
        </Fact>
      )}
    </dl>
  )
}

/** The created task and its status. An open question links to the place where it can be answered. */
function OutcomePart({ found: { runId, createdTask, outcome } }: { found: FoundDecision }) {
  if (createdTask === null || outcome === null) {
    return (
      <Part title={words.decisions.outcome}>
        <p className="text-muted">{words.decisions.noOutcome}</p>
      </Part>
    )
  }
  const isOpen = outcome.status === 'awaiting_input' || outcome.status === 'awaiting_approval'
  return (
    <Part title={words.decisions.outcome}>
      <p className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
        <StatusBadge status={statusOfTask(outcome)} />
        <RunLink runId={runId} task={createdTask} className="min-h-6 min-w-0 break-words py-0.5">
          {outcome.title}
        </RunLink>
      </p>
      {isOpen && (
        <div className="mt-2 flex flex-wrap items-center gap-3 rounded-lg bg-attention-soft p-3">
          <p className="min-w-0 flex-1 basis-56">{words.decisions.waitsForYou}</p>
          <Link
            to="/runs/$runId"
            params={{ runId }}
            search={{ task: createdTask }}
            className="inline-flex h-8 items-center gap-1.5 rounded-md bg-accent px-3 font-medium text-on-accent hover:bg-accent-strong"
          >
            <Hand size={14} aria-hidden />
            {words.decisions.answer}
          </Link>
        </div>
      )}
    </Part>
  )
}

/** Prompt and response verbatim, and the parsed decision. */
function Exchange({ record: { prompt, raw, proposed, decision } }: { record: DecisionRecord }) {
  return (
    <>
      <Part title={words.decisions.prompt}>
        {prompt === '' ? (
          <p className="text-muted">{words.decisions.noPrompt}</p>
        ) : (
          <Prompt prompt={prompt} />
        )}
      </Part>
      <Part title={words.decisions.raw}>
        {raw === '' ? (
          <p className="text-muted">{words.decisions.noRaw}</p>
        ) : (
          <MonoBox text={raw} copyLabel={words.decisions.copyRaw} isWrapped />
        )}
      </Part>
      <Part title={words.decisions.parsed}>
        {proposed === null ? (
          <p className="text-muted">{words.decisions.unread}</p>
        ) : (
          <JsonTree value={proposed} label={words.decisions.treeOf(words.decisions.parsed)} />
        )}
      </Part>
      {JSON.stringify(proposed) !== JSON.stringify(decision) && (
        <Part title={words.decisions.carriedOut}>
          <JsonTree value={decision} label={words.decisions.treeOf(words.decisions.carriedOut)} />
        </Part>
      )}
    </>
  )
}

function Prompt({ prompt }: { prompt: string }) {
  return (
    <div className="rounded-lg border border-line bg-sunken">
      <div className="flex justify-end border-line border-b px-1 py-0.5">
        <CopyButton text={prompt} label={words.decisions.copyPrompt} />
      </div>
      {sectionsOf(prompt).map(({ title, text, isCut }, at) => (
        <details
          key={`${title} ${text.length}`}
          open={at === 0}
          className="border-line border-b last:border-b-0"
        >
          <summary className="flex min-h-8 cursor-pointer flex-wrap items-center gap-x-3 px-3 font-medium hover:bg-hover">
            {title === '' ? words.decisions.preamble : title}
            {isCut && <span className="font-normal text-muted text-sm">{words.decisions.cut}</span>}
          </summary>
          <pre className="whitespace-pre-wrap break-words px-3 pb-3 font-mono text-sm">{text}</pre>
        </details>
      ))}
    </div>
  )
}

/** Splits the prompt into sections. A heading inside data marks does not start a section. */
function sectionsOf(prompt: string) {
  const sections: { title: string; lines: string[] }[] = []
  let fences = 0
  for (const line of prompt.split('\n')) {
    if (fences === 0 && line.startsWith('## ')) sections.push({ title: line.slice(3).trim(), lines: [] })
    else if (sections.length === 0) sections.push({ title: '', lines: [line] })
    else sections.at(-1)?.lines.push(line)
    if (/^<data about="/.test(line)) fences += 1
    if (line === '</data>' && fences > 0) fences -= 1
  }
  return sections.map(({ title, lines }) => {
    const text = lines.join('\n').trim()
    return {
      title,
      text,
      /** True if the section contains a note that text was cut. */
      isCut: /, the first \d+ of \d+ characters$/m.test(text) || / left out here$/m.test(text),
    }
  })
}

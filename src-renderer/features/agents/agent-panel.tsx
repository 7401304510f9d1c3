import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { CircleAlert, CircleCheck, Pencil, Play, Power, Stethoscope, X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { AgentCheck, AgentDetail } from '#shared/contract/agents.ts'
import type { AgentView } from '#shared/model/agents/agent.ts'
import { words } from '#shared/words/words.ts'
import { useRpc } from '../../rpc/context.tsx'
import { Button, IconButton } from '../../ui/controls/button.tsx'
import { TextArea } from '../../ui/controls/field.tsx'
import { FailureNote } from '../../ui/notes.tsx'
import { formatDuration } from '../../ui/text/format.ts'
import { FoldedJson, hasContent } from '../../ui/text/json-view.tsx'
import { AvailabilityWord, isFree, isPriceKnown, priceText, SkillTokens } from './agent-words.tsx'
import { configFacts } from './config-facts.ts'
import { effectSentences, kindSentences, kindWords } from './kinds.ts'

interface AgentPanelProps {
  readonly agent: AgentView
  readonly onEdit: () => void
  readonly onClose: () => void
}

/** Facts, health and statistics of an agent. */
export function AgentPanel({ agent, onEdit, onClose }: AgentPanelProps) {
  const { id, name, description, availability } = agent
  return (
    <aside
      aria-label={words.agents.agent}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
      className={clsx(
        'flex min-h-0 shrink-0 flex-col overflow-auto border-line border-s bg-surface',
        'absolute inset-y-0 end-0 z-20 w-full max-w-[440px] shadow-high lg:static lg:w-[400px] lg:shadow-none',
      )}
    >
      <header className="px-5 pt-4 pb-5">
        <div className="flex items-center justify-between gap-3">
          <AvailabilityWord availability={availability} />
          <IconButton label={words.agents.closeTheAgent} icon={X} onClick={onClose} className="-me-2" />
        </div>
        <h2 className="mt-2 break-words font-semibold text-lg">{name}</h2>
        <p className="break-all font-mono text-faint text-sm">{id}</p>
        {description !== '' && <p className="mt-2 break-words text-muted">{description}</p>}
        <div className="mt-4 flex flex-col gap-3">
          {/* Reset on a configuration change, since a check result belongs to the checked configuration. */}
          <Actions key={JSON.stringify(agent.config)} agent={agent} onEdit={onEdit} />
        </div>
      </header>
      {/* People get work only through tasks, so they have no trial run. */}
      {agent.kind !== 'person' && (
        <Section title={words.agents.aTrial}>
          <AgentTrial agent={agent} />
        </Section>
      )}
      <Section title={words.agents.skills}>
        <AgentSkills agent={agent} />
      </Section>
      <Section title={words.agents.aboutIt}>
        <AgentFacts agent={agent} />
      </Section>
    </aside>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="border-line border-t px-5 py-4">
      <h3 className="mb-2 font-medium">{title}</h3>
      {children}
    </section>
  )
}

function Actions({ agent, onEdit }: Pick<AgentPanelProps, 'agent' | 'onEdit'>) {
  const { id, kind, availability } = agent
  const { client } = useRpc()
  const check = useMutation({ mutationFn: () => client.agents.check({ id }) })
  const isOff = availability === 'offline'
  const toggle = useMutation({
    mutationFn: () => (isOff ? client.agents.enable({ id }) : client.agents.disable({ id })),
  })
  return (
    <>
      <div className="flex flex-wrap gap-2">
        <Button icon={Stethoscope} disabled={check.isPending} onClick={() => check.mutate()}>
          {check.isPending ? words.agents.checking : words.agents.check}
        </Button>
        <Button icon={Pencil} onClick={onEdit}>
          {words.agents.edit}
        </Button>
        <Button icon={Power} disabled={toggle.isPending} onClick={() => toggle.mutate()}>
          {isOff ? words.agents.enable : words.agents.disable}
        </Button>
      </div>
      {kind === 'model' && <p className="text-muted text-sm">{words.agents.aCheckAsksTheModelA}</p>}
      {isOff && <p className="text-muted text-sm">{words.agents.itIsGivenNoWorkUntil}</p>}
      <FailureNote error={toggle.error} />
      <FailureNote error={check.error} />
      <div role="status">
        {check.data !== undefined && <CheckResult check={check.data} isGivenWork={!isOff} />}
      </div>
    </>
  )
}

interface CheckResultProps {
  readonly check: AgentCheck
  readonly isGivenWork: boolean
}

function CheckResult({ check: { ok, message, details, tookMs }, isGivenWork }: CheckResultProps) {
  const Icon = ok ? CircleCheck : CircleAlert
  return (
    <div className={clsx('flex items-start gap-2.5 rounded-lg p-3', ok ? 'bg-done-soft' : 'bg-failed-soft')}>
      <Icon size={16} className={clsx('mt-0.5 shrink-0', ok ? 'text-done' : 'text-failed')} aria-hidden />
      <div className="min-w-0 flex-1">
        <p className="break-words font-medium">{message}</p>
        {!ok && isGivenWork && <p className="mt-1 break-words">{words.agents.givenWorkAllTheSame}</p>}
        <dl className="mt-1 flex flex-col gap-1">
          {details.map(({ name, value }) => (
            <div key={name}>
              <dt className="text-muted text-sm">{name}</dt>
              <dd className="break-all font-mono text-sm">{value}</dd>
            </div>
          ))}
        </dl>
        <p className="mt-1 text-muted text-sm">{words.agents.took(formatDuration(tookMs))}</p>
      </div>
    </div>
  )
}

/** Starts a run with a single task for this agent and opens the run. */
function AgentTrial({ agent }: { agent: AgentView }) {
  const { id, availability, price } = agent
  const { client } = useRpc()
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const isOff = availability === 'offline'
  const trial = useMutation({
    mutationFn: () => client.agents.trial({ id, ...(text.trim() !== '' && { text: text.trim() }) }),
    onSuccess: ({ runId }) => navigate({ to: '/runs/$runId', params: { runId }, search: {} }),
  })
  return (
    <div className="flex flex-col gap-3">
      <TextArea
        label={words.agents.whatItIsToDo}
        maxLength={10_000}
        placeholder={words.agents.sayInOneSentenceWhatYou}
        value={text}
        onChange={setText}
      />
      <div className="flex flex-wrap items-center gap-3">
        <Button icon={Play} disabled={isOff || trial.isPending} onClick={() => trial.mutate()}>
          {words.agents.runATrialTask}
        </Button>
        <p className="min-w-0 flex-1 text-balance text-muted text-sm">
          {isOff
            ? words.agents.enableFirst
            : isFree(agent)
              ? words.agents.oneTask
              : price === undefined
                ? words.agents.oneTaskUnknown
                : words.agents.oneTaskFor(priceText(agent))}
        </p>
      </div>
      <FailureNote error={trial.error} />
    </div>
  )
}

/** The kind of an agent and its connection, as text. */
function AgentFacts({ agent }: { agent: AgentView }) {
  const { kind, role, discipline, endpoint, latencyMs, effectClass, config, running, capacity } = agent
  return (
    <dl className="flex flex-col gap-3">
      <Fact name={kindWords[kind]}>{kindSentences[kind]}</Fact>
      {role !== undefined && <Fact name={words.agents.role}>{role}</Fact>}
      {discipline !== undefined && <Fact name={words.agents.discipline}>{discipline}</Fact>}
      {endpoint !== undefined && <Fact name={words.agents.reachedAt}>{endpoint}</Fact>}
      <Fact name={words.agents.load}>{words.agents.loadOf(running, capacity)}</Fact>
      <Fact name={kind === 'person' ? words.agents.priceOfOneTask : words.agents.priceOfOneAttempt}>
        {isPriceKnown(agent) ? priceText(agent) : words.agents.unknownPrice}
      </Fact>
      {latencyMs !== undefined && <Fact name={words.agents.takesAbout}>{formatDuration(latencyMs)}</Fact>}
      {kind !== 'person' && <Fact name={words.agents.ifItIsCutOff}>{effectSentences[effectClass]}</Fact>}
      {configFacts(kind, config).map(({ name, value }) => (
        <Fact key={name} name={name}>
          {value}
        </Fact>
      ))}
      {hasContent(config) && (
        <div>
          <dt className="sr-only">{words.agents.config}</dt>
          <dd>
            <FoldedJson label={words.agents.configAsJson} value={config} />
          </dd>
        </div>
      )}
    </dl>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-faint text-sm">{name}</dt>
      <dd className="whitespace-pre-line break-words">{children}</dd>
    </div>
  )
}

/** Skills of an agent, with its record for the skills it has used. */
function AgentSkills({ agent }: { agent: AgentView }) {
  const { orpc } = useRpc()
  const detail = useQuery(orpc.agents.get.queryOptions({ input: { id: agent.id } }))
  const record = detail.data?.record ?? []
  const untried = agent.skills.filter((skill) => record.every((each) => each.skill !== skill))
  return (
    <div className="flex flex-col gap-3">
      {record.length > 0 && <Record record={record} />}
      {untried.length > 0 && <SkillTokens skills={untried} />}
      {record.length > 0 && untried.length > 0 && (
        <p className="text-muted text-sm">{words.agents.notTriedYetAtTheSkills}</p>
      )}
      {agent.skills.length === 0 && <p className="text-muted">{words.agents.itHasNoneItCanDo}</p>}
    </div>
  )
}

const percent = (share: number): string => `${Math.round(share * 100)}%`

function Record({ record }: Pick<AgentDetail, 'record'>) {
  return (
    <table className="w-full text-sm">
      <thead>
        <tr className="text-faint">
          <th className="py-1 font-medium">{words.agents.skill}</th>
          <th className="py-1 text-end font-medium">{words.agents.expectedToSucceed}</th>
        </tr>
      </thead>
      <tbody>
        {record.map(({ skill, successes, failures, expected: { mean, low, high } }) => (
          <tr key={skill} className="border-line/60 border-t">
            <td className="break-all py-1.5 font-mono">{skill}</td>
            <td className="tabular py-1.5 text-end">
              {percent(mean)}{' '}
              <span className="text-muted">
                {words.agents.likely(percent(low), percent(high), Math.round(successes + failures))}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

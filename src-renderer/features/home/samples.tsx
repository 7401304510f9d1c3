import { clsx } from 'clsx'
import { Clapperboard, Play } from 'lucide-react'
import type { SampleView } from '#shared/contract/plans/plans.ts'
import { words } from '#shared/words/words.ts'
import { useStartRun } from '../../entities/runs/use-start-run.ts'
import { Button } from '../../ui/controls/button.tsx'
import { FailureNote } from '../../ui/notes.tsx'

interface SamplesProps {
  readonly samples: readonly SampleView[]
  /** Smaller variant for use next to other content. */
  readonly isCompact?: boolean
}

export function Samples({ samples, isCompact = false }: SamplesProps) {
  const start = useStartRun()
  const running = start.isPending ? start.variables.sampleId : undefined
  return (
    <section aria-labelledby="samples">
      <h2 id="samples" className={isCompact ? 'mb-3 font-semibold' : 'sr-only'}>
        {words.home.samples}
      </h2>
      <FailureNote error={start.error} className="mb-3" />
      <ul className={clsx('grid gap-3', !isCompact && 'sm:grid-cols-2')}>
        {samples.map((sample, index) => (
          <SampleCard
            key={sample.id}
            sample={sample}
            isFirst={!isCompact && index === 0}
            isCompact={isCompact}
            isStarting={running === sample.id}
            onRun={(simulate) => start.mutate({ sampleId: sample.id, simulate })}
          />
        ))}
      </ul>
    </section>
  )
}

interface SampleCardProps {
  readonly sample: SampleView
  readonly isFirst: boolean
  readonly isCompact: boolean
  readonly isStarting: boolean
  readonly onRun: (simulate: boolean) => void
}

function SampleCard({ sample, isFirst, isCompact, isStarting, onRun }: SampleCardProps) {
  return (
    <li
      className={clsx(
        'flex flex-col rounded-lg border bg-surface',
        isCompact ? 'border-line p-4' : 'p-5',
        isFirst ? 'border-accent shadow-low sm:col-span-2' : 'border-line',
      )}
    >
      <h3 className={clsx('font-semibold', isFirst && 'text-lg')}>{sample.title}</h3>
      <p className={clsx('mt-1 flex-1 text-muted', isCompact && 'line-clamp-4')}>{sample.description}</p>
      <div className={clsx('flex items-center justify-between gap-3', isCompact ? 'mt-3' : 'mt-5')}>
        <p className="min-w-0 flex-1 truncate text-faint text-sm">{factsOf(sample)}</p>
        {!sample.isSimulation && (
          <Button
            look="ghost"
            icon={Clapperboard}
            title={words.runs.simulatePlan(sample.title)}
            aria-label={words.runs.simulatePlan(sample.title)}
            disabled={isStarting}
            onClick={() => onRun(true)}
          >
            {words.runs.simulate}
          </Button>
        )}
        <Button
          look={isFirst ? 'primary' : 'secondary'}
          icon={sample.isSimulation ? Clapperboard : Play}
          aria-label={(sample.isSimulation ? words.runs.simulatePlan : words.home.runPlan)(sample.title)}
          disabled={isStarting}
          onClick={() => onRun(sample.isSimulation)}
        >
          {isStarting ? words.home.starting : sample.isSimulation ? words.runs.simulate : words.plans.run}
        </Button>
      </div>
    </li>
  )
}

function factsOf({ document: { tasks } }: SampleView): string {
  const leaves = tasks.filter(({ kind }) => kind === 'task')
  const gates = leaves.filter(({ requiresApproval }) => requiresApproval).length
  const skills = new Set(leaves.flatMap(({ requiredSkills }) => requiredSkills)).size
  return [
    words.home.tasks(leaves.length),
    words.home.skills(skills),
    ...(gates === 0 ? [] : [words.home.gates(gates)]),
  ].join(' · ')
}

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { TaskView } from '#shared/model/task.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { words } from '../../../words/words.ts'
import { AgentChoice } from '../task/agent-choice.tsx'
import { listDoable, skillsOfAll } from './fits.ts'
import type { Chosen } from './use-chosen.ts'

const says = words.run.chosen.assign

interface AssignChosenProps {
  readonly tasks: readonly TaskView[]
  readonly doing: Chosen
  readonly onClose: () => void
}

/** One agent for all of them: those that can do the most come first. */
export function AssignChosen({ tasks, doing, onClose }: AssignChosenProps) {
  const { orpc } = useRpc()
  const ranked = useQuery(
    orpc.skills.match.queryOptions({
      input: { skills: skillsOfAll(tasks) },
      placeholderData: keepPreviousData,
    }),
  )
  const give = (agent: { id: string; name: string } | null) => {
    const candidate = ranked.data?.candidates.find(({ agentId }) => agentId === agent?.id)
    doing.assign(candidate === undefined ? tasks : listDoable(tasks, candidate.verdict), agent)
    onClose()
  }
  const pins = new Set(tasks.map(({ pin }) => pin))
  const [pin] = pins.size === 1 ? pins : []
  return (
    <div className="px-4 py-3 sm:px-6">
      <AgentChoice
        title={says.title(tasks.length)}
        heading="h2"
        about={doing.isOver ? says.aboutAgain : says.about}
        pin={pin}
        share={({ verdict }) => ({ count: listDoable(tasks, verdict).length, of: tasks.length })}
        ranked={ranked}
        isBusy={doing.isBusy}
        error={null}
        onChoose={(id, name) => give({ id, name })}
        onAnyone={tasks.some((task) => task.pin !== undefined) ? () => give(null) : null}
        onClose={onClose}
      />
    </div>
  )
}

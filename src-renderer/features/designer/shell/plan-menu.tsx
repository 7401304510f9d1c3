import { Menu } from '@base-ui/react/menu'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Ellipsis, Trash2 } from 'lucide-react'
import { Fragment } from 'react'
import { useStore } from 'zustand'
import { commandStore, findCommand, isDisabled, runCommand } from '../../../commands/registry.ts'
import { keeperOf } from '../../../entities/drafts/keepers.ts'
import { removePlan } from '../../../entities/drafts/remove-plan.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { failureOf } from '../../../rpc/failure.ts'
import { dropSession } from '../../../stores/plan-session.ts'
import { useOrigin, usePlanSession } from '../../../stores/plan-session-context.tsx'
import { IconButton } from '../../../ui/controls/button.tsx'
import { MenuFrame, MenuItem } from '../../../ui/controls/menu-frame.tsx'
import { showToast } from '../../../ui/toast.tsx'
import { words } from '../../../words/words.ts'

const groups = [
  [
    ...['plan.describeChange', 'plan.dryRun', 'plan.settings', 'plan.fixSafe', 'plan.renumber'],
    ...['plan.publishNamed', 'plan.versions'],
  ],
  ['plan.saveJson', 'plan.saveYaml', 'graph.saveSvg', 'graph.savePng', 'plan.export'],
]

/** What is done with the whole plan, and seldom. */
export function PlanMenu() {
  const planId = useOrigin((origin) => origin.planId)
  const remove = useRemove()
  return (
    <MenuFrame
      trigger={<IconButton label={words.designer.more} icon={Ellipsis} />}
      align="end"
      className="w-60"
    >
      {groups.map((ids) => (
        <Fragment key={ids[0]}>
          {ids.map((id) => (
            <CommandItem key={id} id={id} />
          ))}
          <Menu.Separator className="my-1 h-px bg-line" />
        </Fragment>
      ))}
      {planId !== null && (
        <MenuItem
          icon={Trash2}
          onClick={() => remove.mutate(planId)}
          className="text-failed"
          disabled={remove.isPending}
        >
          {words.designer.deletePlan}
        </MenuItem>
      )}
    </MenuFrame>
  )
}

function CommandItem({ id }: { id: string }) {
  const command = useStore(commandStore, (registry) => findCommand(registry, id))
  if (command === undefined) return null
  return (
    <MenuItem
      icon={command.icon}
      disabled={isDisabled(command)}
      title={command.disabled ?? command.title}
      onClick={() => void runCommand(id)}
    >
      {command.title}
    </MenuItem>
  )
}

/** Its runs have their own copy: what goes is the entry in the list, and that comes back with a step back. */
function useRemove() {
  const { client } = useRpc()
  const session = usePlanSession()
  const navigate = useNavigate()
  const onError = (error: unknown) => showToast({ title: failureOf(error).message, isFailure: true })
  return useMutation({
    mutationFn: async (planId: string) => {
      // What is not sent yet would come back as a draft of its own.
      await keeperOf(session.plan)?.flush()
      return removePlan(client, planId)
    },
    onSuccess: async (restore, planId) => {
      dropSession(planId)
      showToast({
        title: words.designer.planDeleted(session.plan.getState().document.title),
        description: words.designer.runsStay,
        undo: () => void restore().catch(onError),
      })
      await navigate({ to: '/', search: {} })
    },
    onError,
  })
}

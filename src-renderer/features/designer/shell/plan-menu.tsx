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
    <Menu.Root>
      <Menu.Trigger
        aria-label={words.designer.more}
        title={words.designer.more}
        className="inline-flex size-8 items-center justify-center rounded-md text-muted transition-colors hover:bg-hover hover:text-ink"
      >
        <Ellipsis size={16} aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner align="end" sideOffset={4} className="z-40">
          <Menu.Popup className="appearing w-60 rounded-lg border border-line bg-raised p-1 shadow-high outline-none">
            {groups.map((ids) => (
              <Fragment key={ids[0]}>
                {ids.map((id) => (
                  <CommandItem key={id} id={id} />
                ))}
                <Menu.Separator className="my-1 h-px bg-line" />
              </Fragment>
            ))}
            {planId !== null && (
              <Menu.Item
                onClick={() => remove.mutate(planId)}
                className={`${itemClass} text-failed`}
                disabled={remove.isPending}
              >
                <Trash2 size={14} aria-hidden />
                {words.designer.deletePlan}
              </Menu.Item>
            )}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

const itemClass =
  'flex h-8 cursor-pointer items-center gap-2 rounded-md px-2 outline-none data-[highlighted]:bg-hover data-[disabled]:opacity-50'

function CommandItem({ id }: { id: string }) {
  const command = useStore(commandStore, (registry) => findCommand(registry, id))
  if (command === undefined) return null
  const { icon: Icon } = command
  return (
    <Menu.Item
      disabled={isDisabled(command)}
      title={command.disabled ?? command.title}
      onClick={() => void runCommand(id)}
      className={itemClass}
    >
      {Icon !== undefined && <Icon size={14} aria-hidden />}
      {command.title}
    </Menu.Item>
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

import { Menu } from '@base-ui/react/menu'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import {
  Braces,
  Download,
  Ellipsis,
  FileCode,
  FileImage,
  FlaskConical,
  GitCompare,
  Hash,
  ImageDown,
  Settings2,
  Sparkles,
  Tag,
  Trash2,
  WandSparkles,
} from 'lucide-react'
import type { ReactNode } from 'react'
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
            <CommandItem id="plan.describeChange" icon={<Sparkles size={14} aria-hidden />} />
            <CommandItem id="plan.dryRun" icon={<FlaskConical size={14} aria-hidden />} />
            <CommandItem id="plan.settings" icon={<Settings2 size={14} aria-hidden />} />
            <CommandItem id="plan.fixSafe" icon={<WandSparkles size={14} aria-hidden />} />
            <CommandItem id="plan.renumber" icon={<Hash size={14} aria-hidden />} />
            <CommandItem id="plan.publishNamed" icon={<Tag size={14} aria-hidden />} />
            <CommandItem id="plan.versions" icon={<GitCompare size={14} aria-hidden />} />
            <Menu.Separator className="my-1 h-px bg-line" />
            <CommandItem id="plan.saveJson" icon={<Braces size={14} aria-hidden />} />
            <CommandItem id="plan.saveYaml" icon={<FileCode size={14} aria-hidden />} />
            <CommandItem id="graph.saveSvg" icon={<ImageDown size={14} aria-hidden />} />
            <CommandItem id="graph.savePng" icon={<FileImage size={14} aria-hidden />} />
            <CommandItem id="plan.export" icon={<Download size={14} aria-hidden />} />
            <Menu.Separator className="my-1 h-px bg-line" />
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

function CommandItem({ id, icon }: { id: string; icon: ReactNode }) {
  const command = useStore(commandStore, (registry) => findCommand(registry, id))
  if (command === undefined) return null
  return (
    <Menu.Item
      disabled={isDisabled(command)}
      title={command.disabled ?? command.title}
      onClick={() => void runCommand(id)}
      className={itemClass}
    >
      {icon}
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

import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { words } from '#shared/words/words.ts'
import { useRpc } from '../../rpc/context.tsx'
import { Button } from '../../ui/controls/button.tsx'
import { TextField } from '../../ui/controls/field.tsx'
import { Unfetched } from '../../ui/fetched.tsx'
import { FailureNote } from '../../ui/notes.tsx'
import { showToast } from '../../ui/toast.tsx'
import { Group, Setting } from './setting.tsx'

const { limits: say, sections } = words.settings

/** Global concurrency limit. Limits of plans and agents are only described, with the place where they are set. */
export function LimitsSection() {
  const { orpc } = useRpc()
  const settings = useQuery(orpc.system.settings.queryOptions())
  const [text, setText] = useState<string | null>(null)
  const setting = useMutation(
    orpc.system.setLimits.mutationOptions({
      onSuccess: ({ limits }) => {
        showToast({ title: say.saved(limits.global) })
        setText(null)
      },
    }),
  )
  if (settings.isError || settings.data === undefined) return <Unfetched query={settings} lines={3} />
  const { global, inFlight, shipped } = settings.data.limits
  const shown = text ?? String(global)
  const value = /^\d{1,4}$/.test(shown.trim()) ? Number(shown) : null
  const isFit = value !== null && value >= 1 && value <= 1000
  return (
    <Group title={sections.limits}>
      <Setting title={say.global} about={say.globalAbout(inFlight, shipped)} isChanged={global !== shipped}>
        <form
          className="flex items-end gap-2"
          onSubmit={(event) => {
            event.preventDefault()
            if (isFit) setting.mutate({ global: value })
          }}
        >
          <div className="w-28">
            <TextField
              label={say.global}
              isLabelHidden
              value={shown}
              inputMode="numeric"
              onChange={setText}
              fault={isFit ? undefined : say.fault}
            />
          </div>
          <Button type="submit" disabled={!isFit || value === global || setting.isPending}>
            {say.save}
          </Button>
        </form>
      </Setting>
      <FailureNote error={setting.error} />
      <Setting title={say.perRun} about={say.perRunAbout} />
      <Setting title={say.perAgent} about={say.perAgentAbout} />
    </Group>
  )
}

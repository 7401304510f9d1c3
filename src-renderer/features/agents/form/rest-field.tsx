import { useState } from 'react'
import { TextArea } from '../../../ui/field.tsx'
import type { FieldsProps } from './agent-form.tsx'

/** All of the config that has no field of its own. */
export function RestField({ draft: { rest }, onEdit, faultAt }: FieldsProps) {
  const fault = faultAt('config')
  const [isOpen, setOpen] = useState(rest !== '')
  return (
    <details
      open={isOpen || fault !== undefined}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary className="-mx-1 w-fit rounded-sm px-1 text-muted hover:text-ink">
        More of its config, as JSON
      </summary>
      <div className="mt-2">
        <TextArea
          label="Config as JSON"
          rows={5}
          spellCheck={false}
          className="font-mono text-sm"
          placeholder='{ "timeoutMs": 60000 }'
          value={rest}
          fault={fault}
          onChange={(text) => onEdit({ rest: text })}
        />
      </div>
    </details>
  )
}

import type { ReactNode } from 'react'
import { words } from '#shared/words/words.ts'

interface GroupProps extends Omit<SettingProps, 'isChanged'> {
  readonly actions?: ReactNode
  /** Accessible name, needed if another part of the window has the same title. */
  readonly label?: string
}

interface SettingProps {
  readonly title: string
  readonly about?: ReactNode
  /** True if the setting differs from its default. */
  readonly isChanged?: boolean
  readonly children?: ReactNode
}

/** A setting: description on the left, control on the right. */
export function Setting({ title, about, isChanged = false, children }: SettingProps) {
  return (
    <div
      data-setting={isChanged ? 'changed' : 'shipped'}
      className="flex min-h-14 flex-wrap items-center gap-x-6 gap-y-2 border-line border-b py-3 last:border-b-0"
    >
      <div className="min-w-40 flex-1">
        <p className="font-medium">
          {title}
          {isChanged && <ChangedMark />}
        </p>
        {about !== undefined && <p className="max-w-[80ch] text-pretty break-words text-muted">{about}</p>}
      </div>
      {children !== undefined && <div className="flex min-w-0 flex-wrap items-center gap-2">{children}</div>}
    </div>
  )
}

/** Marks a setting that differs from its default. */
const ChangedMark = () => (
  <span
    role="img"
    aria-label={words.settings.changed}
    title={words.settings.changed}
    className="ms-2 inline-block size-1.5 rounded-full bg-accent align-middle"
  />
)

/** A group of settings with a heading. */
export function Group({ title, about, actions, label = title, children }: GroupProps) {
  return (
    <section aria-label={label} className="settings-group mb-6 min-w-0">
      <div className="mb-2 flex min-h-8 flex-wrap items-center gap-3">
        <div className="min-w-48 flex-1">
          <h2 className="font-semibold text-lg">{title}</h2>
          {about !== undefined && <p className="max-w-[96ch] text-pretty text-muted">{about}</p>}
        </div>
        {actions}
      </div>
      <div className="rounded-lg border border-line bg-surface px-4 py-1">{children}</div>
    </section>
  )
}

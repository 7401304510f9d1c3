import type { ReactNode } from 'react'

interface GroupProps extends SettingProps {
  readonly actions?: ReactNode
  /** Where its title is that of another part of the window. */
  readonly label?: string
}

interface SettingProps {
  readonly title: string
  readonly about?: ReactNode
  readonly children?: ReactNode
}

/** One thing that can be set: what it is at the left, how to set it at the right. */
export function Setting({ title, about, children }: SettingProps) {
  return (
    <div className="flex min-h-14 flex-wrap items-center gap-x-6 gap-y-2 border-line border-b py-3 last:border-b-0">
      <div className="min-w-48 flex-1">
        <p className="font-medium">{title}</p>
        {about !== undefined && <p className="max-w-[64ch] break-words text-muted">{about}</p>}
      </div>
      {children !== undefined && <div className="flex min-w-0 flex-wrap items-center gap-2">{children}</div>}
    </div>
  )
}

/** A part of the settings with its heading. */
export function Group({ title, about, actions, label = title, children }: GroupProps) {
  return (
    <section aria-label={label} className="mb-6 min-w-0">
      <div className="mb-2 flex flex-wrap items-end gap-3">
        <div className="min-w-48 flex-1">
          <h2 className="font-semibold text-lg">{title}</h2>
          {about !== undefined && <p className="max-w-[72ch] text-muted">{about}</p>}
        </div>
        {actions}
      </div>
      <div className="rounded-lg border border-line bg-surface px-4 py-1">{children}</div>
    </section>
  )
}

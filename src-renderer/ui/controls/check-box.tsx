import { clsx } from 'clsx'

export interface CheckBoxProps {
  readonly label: string
  readonly isChecked: boolean
  readonly onChange: (isChecked: boolean) => void
  /** Absent: the label is hidden because the surrounding content names the checkbox. */
  readonly showsLabel?: boolean
  /** Reason why the checkbox is disabled. */
  readonly disabled?: string | undefined
  readonly tabIndex?: number
  readonly className?: string
}

export function CheckBox({
  label,
  isChecked,
  onChange,
  showsLabel = false,
  disabled,
  tabIndex,
  className,
}: CheckBoxProps) {
  return (
    <label
      title={disabled}
      className={clsx(
        'inline-flex w-fit items-start gap-1 rounded-md not-has-disabled:cursor-pointer has-disabled:opacity-60',
        showsLabel ? '-ms-1' : 'not-has-disabled:hover:bg-hover',
        className,
      )}
    >
      <input
        type="checkbox"
        checked={isChecked}
        disabled={disabled !== undefined}
        {...(tabIndex !== undefined && { tabIndex })}
        onChange={({ target }) => onChange(target.checked)}
      />
      <span className={showsLabel ? 'py-0.5' : 'sr-only'}>{label}</span>
    </label>
  )
}

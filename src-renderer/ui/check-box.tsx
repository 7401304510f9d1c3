interface CheckBoxProps {
  readonly label: string
  readonly isChecked: boolean
  readonly onChange: (isChecked: boolean) => void
}

/** A box whose name is told by what stands around it; the target is larger than the box. */
export function CheckBox({ label, isChecked, onChange }: CheckBoxProps) {
  return (
    <label className="inline-grid size-7 cursor-pointer place-items-center rounded-md hover:bg-hover">
      <span className="sr-only">{label}</span>
      <input
        type="checkbox"
        checked={isChecked}
        onChange={(event) => onChange(event.target.checked)}
        className="size-4.5"
      />
    </label>
  )
}

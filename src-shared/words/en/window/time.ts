import { plural } from '#shared/text/plural.ts'

/** Units and what stands between them; numbers come as they are written. */
export const time = {
  seconds: (seconds: string) => `${seconds} s`,
  minutes: (minutes: string) => `${minutes} min`,
  minutesAndSeconds: (minutes: string, seconds: string) => `${minutes} min ${seconds} s`,
  hours: (hours: string) => `${hours} h`,
  hoursAndMinutes: (hours: string, minutes: string) => `${hours} h ${minutes} min`,
  under: (span: string) => `<${span}`,
  days: (days: number) => plural(days, 'day'),
  justNow: 'just now',
  /** Two values of the same unit; the second one names it. */
  within: (least: string, most: string) => `${least}–${most}`,
  between: (least: string, most: string) => `${least} to ${most}`,
  bytes: (bytes: number) => plural(bytes, 'byte'),
  kilobytes: (kilobytes: string) => `${kilobytes} kB`,
  megabytes: (megabytes: string) => `${megabytes} MB`,
}

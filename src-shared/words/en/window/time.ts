import { plural } from '#shared/text/plural.ts'

/** Units and separators; numbers are passed as formatted text. */
export const time = {
  seconds: (seconds: string) => `${seconds} s`,
  minutes: (minutes: string) => `${minutes} min`,
  minutesAndSeconds: (minutes: string, seconds: string) => `${minutes} min ${seconds} s`,
  hours: (hours: string) => `${hours} h`,
  hoursAndMinutes: (hours: string, minutes: string) => `${hours} h ${minutes} min`,
  under: (span: string) => `<${span}`,
  days: (days: number) => plural(days, 'day'),
  justNow: 'just now',
  /** Two values with a shared unit, which follows the second. */
  within: (least: string, most: string) => `${least}–${most}`,
  between: (least: string, most: string) => `${least} to ${most}`,
  bytes: (bytes: number) => plural(bytes, 'byte'),
  kilobytes: (kilobytes: string) => `${kilobytes} kB`,
  megabytes: (megabytes: string) => `${megabytes} MB`,
}

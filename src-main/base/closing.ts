/** Why an attempt is aborted when the app closes: nobody wants the work undone, and a start after this may go on with it. */
export class Closing extends Error {
  constructor() {
    super('Switchyard is closing.')
    this.name = 'Closing'
  }
}

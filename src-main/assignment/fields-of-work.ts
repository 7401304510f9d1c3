/**
 * Fields of work with words that belong to them. A task and an agent with different words of one field have it in
 * common: a flight is travel, and so is a hotel. Words of several fields are listed in each.
 */
export const fieldsOfWork: Readonly<Record<string, string>> = {
  travel: `travel trip trips journey flight flights train trains hotel hotels hostel itinerary airport airline visa passport
    car rental rent route ferry booking accommodation luggage departure arrival tour transfer`,
  bookkeeping: `bookkeeping bookkeeper accounts accounting accountant ledger invoice invoices receipt receipts tax taxes vat
    expense expenses spent spending payroll budget reimbursement audit fiscal payment payments bank billing refund
    petty cash balance`,
  law: `legal law lawyer contract contracts clause clauses liability compliance licence license gdpr privacy dispute terms
    agreement court regulation permit insurance claim`,
  people: `hr hiring recruit recruiting recruitment applicant applicants candidate candidates interview onboarding employee
    employees staff leave vacation payroll job vacancy training personnel contract appraisal`,
  marketing: `marketing campaign slogan slogans advert advertisement advertising ad ads brand newsletter mailing headline catchy
    customers audience promotion promote landing social media launch flyer poster leaflet publicity`,
  writing: `write writer writing text texts article articles blog story copy copywriting press editor editing proofread spelling
    wording caption label labels panel letter speech script`,
  technical_writing: `manual manuals instructions assembling reference documentation document documents guide readme tutorial api
    specification release notes handbook howto`,
  translation: `translate translation translator language languages french german spanish italian portuguese polish dutch
    chinese japanese english interpreter subtitle subtitles localisation bilingual`,
  design: `design designer graphic graphics layout logo icon icons colour colours color colors font typography illustration
    illustrate poster brochure sketch visual banner infographic mockup wireframe`,
  pictures: `photo photos photograph photographer photography camera image images picture pictures video film footage scan scans
    digitise digitize recording lighting`,
  web: `web website page pages browser form forms css html style sheet stylesheet button menu responsive screen screens frontend
    homepage online shop`,
  accessibility: `accessibility accessible contrast colour-blind blind deaf wheelchair screen reader disabled disability caption captions
    visitors hearing impaired large print`,
  backend: `server servers backend endpoint endpoints api service request requests queue cache login authentication function
    code script scripting program programming software developer implement`,
  database: `database databases table tables column columns query queries sql index migration schema record records rows data
    normalise split field fields stored postgres`,
  analysis: `analysis analyse analyst statistics figures numbers chart charts graph trend trends report survey correlation forecast
    data spreadsheet dashboard average percentage visitor visitors count sales`,
  operations: `operations deploy deployment pipeline pipelines build monitoring monitor alert alerts backup backups disk server
    down outage uptime cluster container nightly publish crash noticed machine network infrastructure`,
  security: `security secure vulnerability attack password passwords encryption threat penetration firewall access breach alarm
    guard theft lock`,
  testing: `test tests testing tester reproduce reproduces bug bugs crash crashes fail fails failing failure trigger broken
    defect regression quality verify automatic`,
  literature: `library librarian paper papers study studies book books journal citation citations source sources scientific
    literature archive archives scholar history bibliography research`,
  market: `market competitor competitors rival rivals price prices pricing charge charges customer customers buyers popular
    popularity demand offer offers compare comparison other shops survey`,
  support: `support helpdesk ticket tickets complaint complaints customer customers caller enquiry enquiries question questions
    answer reply phone desk reception`,
  events: `event events party wedding conference festival venue venues catering caterer guests guest invitation invitations
    ceremony opening reception concert seating programme workshop tent stage`,
  food: `food cook cooking chef recipe recipes menu kitchen bakery bread meal meals vegan dinner lunch breakfast cake cafe
    restaurant ingredients allergy drinks`,
  logistics: `shipping ship shipment delivery deliver parcel parcels freight transport warehouse stock supplier suppliers crate
    crates courier customs packing loan pallet truck lorry`,
  maintenance: `maintenance repair repairs plumber plumbing electrician electrical heating lift roof leak leaking window door
    lamp bulb lights paint painting carpenter wood workshop boiler cleaning clean facility building broken tool tools`,
  teaching: `teach teacher teaching school schools pupils pupil class classes children kids lesson lessons course workshop education
    educational tour guided guide student students worksheet quiz learning`,
  collection: `museum collection collections object objects artefact artefacts exhibit exhibits exhibition exhibitions curator
    curate catalogue cataloguing inventory acquisition donor loan gallery display accession`,
  conservation: `restore restoration restorer conservation conservator rust corrosion varnish mould humidity preserve preservation
    fragile damage damaged crack cracked treat treatment climate wood canvas textile`,
  sea: `ship ships boat boats vessel sea maritime sail sails sailing captain harbour harbor port anchor rigging mast navigation
    lighthouse naval crew hull shipwreck`,
  fundraising: `fundraising donation donations donor donors sponsor sponsors grant grants foundation charity application funding
    patron members membership`,
  health: `health medical doctor nurse patient patients clinic hospital medicine drug symptom symptoms therapy first aid allergy
    diet fitness vaccination`,
  sales: `sales sell selling offer quote quotes lead leads deal deals customer client clients contract shop ticket tickets
    revenue pipeline discount`,
  purchasing: `purchase purchasing buy buying order orders supplier suppliers vendor tender quote quotes procurement stock price
    material materials`,
  garden: `garden gardener gardening plant plants tree trees lawn flower flowers seed seeds pruning hedge soil watering`,
  audio: `music musician song songs sound audio podcast recording radio microphone concert band mix voice`,
  it: `computer laptop printer wifi software install installation account accounts password email network device phone screen
    update`,
  planning: `plan planning schedule scheduling project deadline milestone coordinate coordination meeting meetings agenda minutes
    calendar rota shift shifts timetable`,
}

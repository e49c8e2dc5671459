import { foldText } from './fold.js'

/** Whom areas, tests, methods and diseases are named after, who wrote what is read aloud, and whose faces are shown. */
const NAMES = `
paul broca, pierre broca, carl wernicke, karl wernicke, korbinian brodmann, richard heschl, luigi rolando, camillo golgi,
jean talairach, pierre tournoux, wilder penfield, charles sherrington, theodor meynert, oskar vogt, cecile vogt, otto deiters,
karl lashley, donald hebb, alexander luria, alois alzheimer, james parkinson, george huntington, hans asperger, leo kanner,
emil kraepelin, eugen bleuler, sigmund freud, anna freud, carl jung, ivan pavlov, jean piaget, abraham maslow, alfred binet,
david wechsler, john raven, aaron beck, max hamilton, charles spielberger, john stroop, edward titchener, wilhelm wundt,
william james, hermann ebbinghaus, hermann helmholtz, gustav fechner, ernst weber, ernst mach, max wertheimer, franz nissl,
hans berger, herbert jasper, edgar adrian, bernard katz, alan hodgkin, andrew huxley, eric kandel, david hubel, torsten wiesel,
roger sperry, michael gazzaniga, phineas gage, henry molaison, joseph fourier, thomas bayes, pierre laplace, carl gauss,
friedrich gauss, leonhard euler, ronald fisher, karl pearson, charles spearman, francis galton, john tukey, carlo bonferroni,
john wilder, harry nyquist, claude shannon, david hilbert, jean morlet, peter welch, julius hann, richard hamming, felix bloch,
edward purcell, paul lauterbur, peter mansfield, raymond damadian, joseph larmor, james maxwell, josiah gibbs, michael faraday,
nikola tesla, alessandro volta, luigi galvani, albert einstein, isaac newton, charles darwin, galileo galilei, marie curie,
pierre curie, louis pasteur, robert koch, alan turing, ada lovelace, stephen hawking, nikolaus kopernikus, johannes kepler,
leo tolstoy, anna karenina, jane austen, charles dickens, william shakespeare, romeo montague, edgar poe, allan poe, mark twain,
arthur doyle, conan doyle, sherlock holmes, john watson, oscar wilde, dorian gray, lewis carroll, virginia woolf, james joyce,
ernest hemingway, george orwell, agatha christie, victor hugo, jules verne, marcel proust, emile zola, gustave flaubert, emma bovary,
antoine exupery, hans andersen, christian andersen, jacob grimm, wilhelm grimm, wolfgang goethe, friedrich schiller, franz kafka,
thomas mann, hermann hesse, miguel cervantes, gabriel marquez, fyodor dostoevsky, anton chekhov, haruki murakami, harry potter,
hermione granger, ron weasley, james bond, indiana jones, forrest gump, luke skywalker, anakin skywalker, peter pan, peter parker,
clark kent, bruce wayne, tony stark, mary poppins, alice liddell, oliver twist, david copperfield, robinson crusoe, tom sawyer,
huckleberry finn, monte cristo, jean valjean, homer simpson, bart simpson, lisa simpson, walter white, michael scott, rachel green,
monica geller, ross geller, chandler bing, joey tribbiani, phoebe buffay, larry david, alfred hitchcock, steven spielberg,
stanley kubrick, charlie chaplin, walt disney, ludwig beethoven, johann bach, sebastian bach, wolfgang mozart, amadeus mozart,
antonio vivaldi, frederic chopin, claude debussy, giuseppe verdi, richard wagner, john cage, john lennon, paul mccartney,
michael jackson, elvis presley, freddie mercury, david bowie, taylor swift, lady gaga, vincent gogh, pablo picasso, claude monet,
salvador dali, leonardo vinci, mona lisa, frida kahlo, andy warhol, barack obama, michelle obama, donald trump, joe biden,
bill clinton, hillary clinton, george bush, george washington, abraham lincoln, john kennedy, ronald reagan, martin luther,
luther king, nelson mandela, mahatma gandhi, winston churchill, margaret thatcher, tony blair, angela merkel, adolf hitler,
joseph stalin, vladimir putin, emmanuel macron, nicolas sarkozy, queen elizabeth, elizabeth ii, lady diana, julius caesar,
angelina jolie, brad pitt, jennifer aniston, george clooney, tom cruise, tom hanks, julia roberts, nicole kidman, johnny depp,
leonardo dicaprio, robert deniro, al pacino, jack nicholson, marilyn monroe, audrey hepburn, emma watson, scarlett johansson,
oprah winfrey, david beckham, michael jordan, cristiano ronaldo, lionel messi, roger federer, rafael nadal, serena williams,
usain bolt, steve jobs, bill gates, mark zuckerberg, elon musk, sally anne`

const KNOWN: ReadonlySet<string> = new Set(
  NAMES.split(',').map((name) => name.trim().replace(/\s+/g, ' ')),
)

/** Whether a name of two words and more is that of somebody of whom public texts and stimuli speak. */
export function isKnownPerson(name: string): boolean {
  const words = foldText(name).match(/\p{L}{2,}/gu) ?? []
  return KNOWN.has(`${words[0]} ${words.at(-1)}`)
}

/**
 * Given names that are common in many countries and are no words of English, in plain letters: with a capital and a
 * capitalized word beside them they tell of a person. Names such as Mark, Grace, May or Will are left out on purpose.
 */
const NAMES = `
aaron abdul abdullah adam adrian agnes ahmad ahmed aisha alan albert alejandro aleksandr alessandro alex alexander alexandra
ali alice alicia amanda amelia amina amy ana anastasia anders andre andrea andreas andrei andrew andrzej angela angelika
anita anja anke anna anne annette annika anthony antoine anton antonio arthur astrid barbara bart beatrice ben benjamin
bernard bernd bjorn brian bruno carla carlos carmen carol caroline catherine cecilia charles charlotte chloe christian
christina christine christoph christopher claire clara claudia claus cornelia cristina daniel daniela david deborah denis
derek diana diego dieter dietmar dimitri dmitri dominik donald doris dorothy eduardo edward eileen ekaterina elena eleni
elisabeth elise elizabeth ella ellen emil emily emma eric erik ernst esther eugene eva evelyn fatima felix fernando
florian francesca francesco francisco francois frank franz frederic frederik friedrich fritz gabriel gabriela gary
geoffrey georg george gerald gerard gerhard giovanni giulia giuseppe gloria gordon greta gregory gudrun guillaume gustav
hannah hans harald harold heather heidi heike heinrich heinz helen helena helene helga helmut henri henrik henry herbert
hiroshi horst hugo ian ibrahim igor ines ingrid irene irina isabel isabella ivan jacob jacques jakob jakub james jan jana
jane janet jason javier jean jeffrey jennifer jens jeremy jessica joachim joan joanna joao jochen johan johann johanna
johannes john jon jonas jonathan jorge jose joseph josef juan judith julia julian julie jurgen justin karen karin karl
katarzyna kate katharina katherine kathleen katja kenji kenneth kevin kim klaus konstantin krzysztof lars laura lauren
laurent lea lena leon leonardo lisa louis louise luca lucas lucia ludwig luigi luis luisa lukas lydia magdalena manfred
manuel manuela marc marcel marco marcus margaret maria marianne marie marina mario marion markus marta martha martin
martina mary mateusz matteo matthew matthias maurice max maximilian megan mehmet melanie melissa michael michel michelle
miguel mikhail mohamed mohammed monica monika muhammad mustafa nadine nancy natalia natalie natasha nathalie nathan
nicholas nicole niels nikolai nikos nils nina noah nora norbert odile oleg olga oliver olivia olivier oscar otto pablo
pamela paola paolo patricia patrick paul paula paulo pavel pedro peter petra philip philipp philippe pierre pietro
rachel rafael ralf ralph raul raymond rebecca reinhard renate rene ricardo richard rita robert roberto roger roland
rolf roman ronald rosa rudolf rudiger russell ruth ryan sabine samantha samuel sandra santiago sara sarah satoshi
sebastian sergei sergio sharon shirley silke silvia simone sofia sonia sonja sophia sophie stefan stefanie stephan
stephanie stephen steven stuart susan susanne sven svetlana sylvia takashi tanja tatiana teresa theodor theresa thomas
tobias tomasz torsten ulrich ulrike ursula uwe valentina valerie vanessa vera veronica victor victoria viktor vincent
vladimir volker walter wei werner wilhelm william wolfgang xavier yoshiko yuki yuri yusuf yves yvonne zoe zsofia`

/** See above; folded. */
export const FIRST_NAMES: ReadonlySet<string> = new Set(NAMES.trim().split(/\s+/))

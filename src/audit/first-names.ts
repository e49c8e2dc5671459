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
vladimir volker walter wei werner wilhelm william wolfgang xavier yoshiko yuki yuri yusuf yves yvonne zoe zsofia
erika ulla ute uta birgit gisela brigitte elke gerda hilde ilse inge kirsten sigrid waltraud rainer reiner kurt siegfried lutz heiko
marko mirko sascha timo jannik leonie mia emilia mareike annika frauke wiebke hartmut dirk detlef gunter gunther holger thorsten
jorg matthis marlene mathilda mathias hanna ilka bettina ingeborg rosemarie hannelore roswitha ottilie moritz maximiliane
inmaculada rocio marisol guadalupe alvaro ruben ignacio gonzalo rodrigo esteban fernanda ximena alejandra mercedes consuelo
tiago joaquim beatriz catarina rafaela malgorzata agnieszka krystyna ewa piotr pawel jerzy stanislaw wojciech grzegorz zofia
jadwiga krzysztof lukasz marcin rafal pieter willem hendrik cornelis geert joost maarten sander bram wouter femke sanne anouk
marieke jeroen gerrit dirkje klaas marijke olav sigurd solveig mikkel rasmus soren ingeborg kjell torbjorn gunnar ragnhild
eero juhani pekka timo aino rahul priya amit sanjay deepak anil sunita anjali vikram arjun suresh rajesh lakshmi ramesh kavita
naoki haruka satomi keiko kazuo yousef khaled hassan hussein layla zainab omar tariq ngozi chinedu oluwaseun kwame thabo sipho
ashley brittany kimberly tiffany brandon tyler ethan zachary joshua jasmine sean shawn todd craig brett bradley keith dennis
jerry larry terry harry ernest howard jerome lloyd marvin melvin norman rodney vernon betty beverly bonnie brenda carolyn
cheryl cindy cynthia debra denise diane donna edith edna eleanor ethel frances gail geraldine gladys glenda irma jackie
jacqueline jill joanne joyce juanita kathy katie kristen kristin laurie lillian linda lois loretta lori lucille lynn marcia
marjorie marsha mildred minnie norma pauline peggy phyllis rhonda sally sheila suzanne tammy thelma tina tracy vicki wanda
wendy yolanda siobhan aoife niamh ciaran declan eoin fiona gareth rhys angus hamish kirsty gavin nigel graham geoff clive
josephine josefine josefien genevieve mathieu thierry benoit cedric fabrice sylvie veronique monique brigitte chantal
elodie aurelie camille manon giuseppina antonella federica chiara alessia silvana matteo riccardo stefano fabio massimo
laszlo istvan zoltan ferenc gabor katalin ildiko zsuzsanna jiri jaroslav zdenek vaclav jana ludmila dagmar milos dragan
zoran goran vesna snezana ivana bogdan ionut mihai gheorghe ioana nikolaos georgios dimitrios panagiotis katerina eleftheria
mehmet ayse fatma emre murat hakan elif zeynep huseyin`

/** See above; folded. */
export const FIRST_NAMES: ReadonlySet<string> = new Set(NAMES.trim().split(/\s+/))

import { foldText } from './fold.js'

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
mehmet ayse fatma emre murat hakan elif zeynep huseyin
aafke aaliyah aaltje aapo aarav aarne abayomi abbas abdallah abdelkader abdelrahman abdoulaye abdulaziz abdulkadir
abdulrahman abebe abena abhijit abhishek abigail abimbola abiodun abiola abosede adaeze adamantios adaobi addison adebayo
adebola adedayo adekunle adela adelaide adele adelheid adeline ademola adeola aderonke adewale adeyemi aditi aditya adnan
adolf adriaan adrien aenne afolabi afonso agamemnon agatha agathe aglaia agne agneta agostino agoston agus ahlam ahmadreza
ahmet ahti aissatou aiste aisyah aitor aivar ajay akari akash akemi akihiko akiko akinyi akira akosua akram aksel akshay
akua alain alana alar alasdair alastair albane albertus albie albin albrecht alcides aled alekos aleksandar aleksander
aleksandra aleksey aleksi alemayehu alena alevtina alexandr alexandre alexandros alexandru alexey alexis alfie alfio alfons
alfonso alfredo algirdas algis alina aline alisha alison alistair alix alkis allard allegra allison almaz alofa alois
aloisia alok alon alphonse alva alwin alyssa amadou amaia amaka amalie amandine amani amara ambroise ambrose amedeo amelie
aminata amira amirhossein amitabh amnon amos amparo amrita anabela anahera anais anand ananya anastasios anat anatole
anatoliy anatoly anca andi andree andreea andrej andrey andriy aneurin anfisa angeliki angelique angharad aniket aniko
anindya anjana ankit ankita annabel annabelle annalisa annamaria annegret anneke anneli annelie annelies anneliese annemarie
annemiek annikki annunziata anong anselm anselmo anssi antanas antero antigoni antje antoinette antonia antonina antonios
ants antti anupam anuradha anusha anwar aparna apinya apolline apostolos araceli aranka arash archana ardeshir areti arezou
argyris ariane arianna arie ariel arif arik arina aristidis aristotelis arja arjan arjen arkady arlene armand armando armas
armelle armida arnab arnaud arne arnold arnulf aroha arpita arseniy artem arthit arto arttu artur arturo artyom arunas arvid
arvind arvo asami asbjorn ashish ashleigh ashok ashwin aslaug asma asmaa aspasia assunta astri asuman athanasia athanasios
atsushi attila audrey audrius auguste augustin augusto aurel aurelien aurelija aurelio ausra aviad avigail avinash avraham
axel axelle ayaka ayako ayala ayelet ayesha aylin ayman ayodele ayotunde aysegul aysel ayumi azadeh aziz aziza azucena
babajide babatunde badr bahram balaji balazs baltasar balthasar bambang baptiste barbel barnaby barney barthelemy
bartholomew bartje bartolomeo bartosz baruch basel basma bastian bastien batya bauke beata beate begona behnam behrouz
bekele bela belen benedetta benedicte benedikt bengt beniamino benito berangere berend berenice berhane berit berk berkay
berna bernadette bernardo bernice bert bertha berthe berthold bertil bertram bertrand bethan bethany betsie betul beverley
beyza bharat bhavana bianca bilal birger birgitta birgitte birute bjarne bjorg blanca blanka blythe boaz bodil bogdana
bogumil boguslaw bohdan bojan bojana bolanle borislav borje boubacar boudewijn bozena bozidar bradford branimir branislav
branka branko brendan brianna bridget brita brites bronwen bronwyn bror bruna bryan bryndis bryony budi bukola bulent burak
burcu burkhard byungho calum camelia camilla camilo candela candice capucine carina carlota carmela carmelo carolien carsten
casandra caspar casper cassandra cassio catalin caterina catrin cayetano cecily celestino celia celine cemal cemile cengiz
ceren ceri cesar cesare chaim chana chanchai chandan changmin charalampos charlene charmaine chava cherie chetan chiamaka
chidi chidiebere chieko chiharu chihiro chika chikezie chima chimamanda chinwe chioma chitra chiyo christa christabel
christelle christer christiaan christiane christophe christos chrysanthi chrysoula chukwudi chukwuemeka cinzia citlali
clarissa clarisse claudette claudine claudio cleide clelia clemence clemens clement clementine clotilde coen colette colleen
conceicao concetta constance constantin coralie cordula corentin corina corinna corinne corrado cosimo cosmin costanza
cristian cristobal csaba csilla cuauhtemoc custodio cuthbert cyrille czeslaw daan dafna dagfinn dagny daichi daiki dainius
daisuke daiva dalia dalit damian damiano damien damilola danica daniele danielle danijela danuta danylo daria darius dariush
dariusz darko darrell darren darya davide davina davor dawit deanna debora deepa deepika deimante deirdre dejan delfina
delia delilah delphine denes denisa denzel derrick desanka despoina detlev devendra dewi dhruv didier diederik dierk
diethelm dietrich dieuwke dilek dimitar dimitra dimitrije dimos dinesh diogo dionysia dionysios divya dmitriy dmitry dobrila
dobromila domenica domenico domingo dominic dominique donata donatas donatella donghyun dorcas dorin dorit dorota dorothea
dorothee dougal douglas dragana dragica dragoslav dragutin drahomira drazen dror dubravka dumitru dunja dusan dusanka dwayne
dwight eamon ebba ebele ebenezer eberhard ebru eckart eckhard edeltraud edgard edgardo edit edmond edmund edoardo edouard
edson eduarda edvard edwige edwina edyta eelco eelke eeva effie efosa efrain efrat efstathios egbert egil eglantine egon
egor ehab ehrenfried ehud eija eiji eila eimantas einar eino eirik eirini eitan eivind ekaterini ekene ekrem elad elaine
eldad eldar eleonora elfriede elham eliane eliezer elin elina eliot elisa elisabet elisabetha elisabetta elisheva eliyahu
elizaveta ellinor elly elof eloisa eloise elpida elsa elsbeth elsie elspeth elvira elzbieta emad emanuela emanuele emeka
emese emiel emiko emile emiliano emilie emine emmanouil emmanuel emmanuelle emmi encarnacion endang endel ender endre eneko
engelbert engin enid eniko enitan enrica enrico enrique ensio ephraim erdal erdem erhan erhard erich eriko erkan erkki
erland erling ermanno ernestine erol errol erwin erzsebet eskil esko esme esmee esmeralda espen esra estelle eszter ethelred
etienne etsuko ettore eudes eugen eugenia eugenie eugenio eulalie eunice eunji eunjung eusebio evangelia evangeline
evangelos evanthia evaristo evelin evelyne evert evgenia evgeniy evgeny evie ewald ewelina eyal eyvind ezekiel fabiana
fabien fabienne fabiola fabrizio fadi fahad faisal fajar fani farhad farhan farid farida farideh faris farouk faruk farzaneh
fatou fatoumata faustine faustino fausto fawzia federico felicia felicie felicity femi fenna ferdinand fereshteh fergus
ferhat feride fermin fernand fikret filipa filipe filipp filippo filippos filiz filomena finja finlay finley fiorella
firmino firouz fitri flaminia flavia flavio florencia florent florentine floriane florin floris flossie fokke folake
folasade folke fotini fotios fouad francine francis francisca francoise frantisek freda freddie frederica frederick
frederika frederike frederique fredrik freja frida friedericke friederike friedhelm friedolin frits fulvio fumiko fumio
funmilayo fyodor gabriele gabrielle gaelle gaetan gaetano galina gamze garyfallia gaspar gaston gauri gautam gaynor gbenga
gebhard gediminas geeta gemma genaro gennady gennaro georges georgeta georgette georgi georgia georgiana georgina georgine
georgy geraldo gerardo gerasimos gerben gerd gergely gerlinde germain germaine german gernot gerome gerritje gerry gershon
gertraud gertrud gesa gesine getachew ghada ghazaleh ghislain ghislaine giacomo giada giancarlo gianfranco gianluca
gianmarco gianni giannis gianpaolo gideon giedre giedrius gijs gijsbert gilad gilberte gilberto giles gili gilles gillian
gilmar ginette gintaras gintare gioacchino giorgia giorgio giorgos giosue giovanna girish girma gisele gitte gittel giuliana
giuliano gizella gizem glaucia glyn glynis godfrey gokhan golnaz goncalo gopal gordana gorka gottfried gotthard gottlieb
govert govind graciela grainne graziella grazyna greetje greger gregg gregoire gregor gregorio grete grigoris grigory
griselda gudmund gudula guilhem guillermo guinevere gulay gulsen gulsum gunborg gundula gunhild gunilla gunnel gunta guntis
gurpreet gustaf gustavo guttorm guus gwen gwenaelle gwendolyn gwilym gwyneth gyorgy gyula haakon habib hacer hadas hadeel
hadrien haeun haile hajime hajnalka hakon halfdan halil halime halina halldor halvard halyna hamad hamdi hamed hamidreza
hamza hanako hanan handan haneen hanne hanneke hannele hannelies hanno hannu haralambos harish harm harmen harpreet harri
harriet harriett harro harsh hartwig haruki haruko harun haruto hasan hashim hatice hattie havel havva hayat hayley haytham
heba hedda hedvig hedvika hedwig heide heidemarie heidrun heiki heikki heiner heini heinke heino heitor heleen helfried
helge heli helio hella helve hema hemant hend hendra hendrika hendrikje henna hennie henning henny henrietta henriette
henrike henrikki henrique heriberto herman hermann hermine herminia hermione hernan herta herve hester hideaki hidekazu
hideki hideko hideo hieu hilario hildegard hilkka hillel hillevi hinrich hippolyte hiroaki hiroki hiroko hiromi hironobu
hirut hisashi hisham hitomi hitoshi hjalmar hjordis hodaya hollie homa honoka honora honorine horacio horia hortense
hortensia houman howell hristo hrvoje hubert hubertus huguette huib huibert humberto huong hussam hyejin hyeon hynek hyunjin
hyunwoo ianto iara iason ibolya ibrahima ichiro idit idowu idris ifeanyi ifeoma ifeyinwa ihab ihor iida iina ikechukwu
ikenna ilan ilana ilaria ilda ileana ilhan ilias ilija ilker ilkka ilmar ilmari ilona ilze imants immacolata imogen imre
inacio inaki inbal indah indira indre indrek ineke inese inessa inga ingegerd ingemar inger ingerid ingo ingolf ingram
ingrida ingunn ingvar inka ioanna ioannis iosif iraj irakli irena irenee ireti irja irmgard irmtraud irvin iryna isabelle
isaiah isamu ishaan ishbel isidro ismail isolde isra isto itai itamar itsuki itzhak itziar iulia iulian iuliana ivanna ivano
ivar ivars ivica ivone iwona izaskun jaakko jaan jaana jaanus jaap jabir jacek jacinta jacinto jacky jacoba jacobus jacopo
jadranka jaehyun jagdish jagoda jamal jamila jamshid jancis jandira janette janice janika janine janis janne janneke janos
jantine jantje janusz jared jari jarkko jarmo jaromir jaroslaw jarvis jasmina jasna jaspreet jawad jaya jayant jayden jaydon
jeanne jeannette jeannine jelani jelena jelle jelmer jemima jenna jennie jeno jeremiah jermaine jermyn jeronimo jesper
jessamy jesse jesus jethro jette jideofor jiho jihoon jihye jimena jimin jindrich jinwoo jirina jitka jiwon jiyeon jiyoung
joana joann joaquin jobst jocelyn jocelyne jochem jodie joel joelle joelma joep joke jolanda jolanta jolene jolien jolita
jonah joonas joonho joran jord jordi jorgen joris jorma jorunn josefa josefina joseline josep josette josiah josiane josie
josien josselin jost josune jouko jouni jovan jovana joyceline jozo jozsef judah judit juha juhana jukka jules juliana
julien juliet julieta juliette julio julius jungho junho junichi junko juozas juraj jurate jurema jurg jurgita juris jurre
jurriaan jussara jussi justas justina justine jutta jyoti kaan kaarina kadir kadri kadriye kahurangi kaija kaimana kaisa
kaitlyn kaito kalani kalervo kalev kalevi kalliopi kalman kalpana kamala kamil kamila kamlesh kamran kanako kanya kaoru
kapil karan kareem karel karianne karim karima karla karola karoline karoly karsten karthik kartik kaspar kaspars katarina
katelyn kateryna kathrin kathryn katri katrin katrina katsumi katsuo kauko kaveh kayla kayleigh kayo kayode kayoko kazimierz
kazuhiko kazuhiro kazuki kazuko kazumi kazuya kebede keeley keely kees kehinde keijo keiran keisha keisuke keita kelechi
kelley kellie kelsey kemal kemi kendra kendrick kenichi kenny kenrick kenta kento keola kersten kersti kerstin kestutis
kettil ketut keyvan keziah khadija khadijah khadim khalid khalil khanh khosrow khrystyna kieran kilian kimberley kimiko
kimmo kinga kirill kirsi kirsti kishore kittipong kiyoko kiyoshi kjartan kjersti kjetil klaasje klara klavdia kleio kobi
koen kofi koichi koji kojo koldo konrad konstantina konstantinos konstanze korbinian kordula kossi kostas kotaro kourosh
kresimir kriemhild kristian kristiina kristina kristjan kristoffer krisztina krunoslav ksenia kubra kuldeep kumari kumiko
kunigunde kunio kurniawan kvetoslava kwabena kwadwo kwaku kwasi kylie kyoko kyriaki kyriakos kyunghee kyungmin lachlan ladan
ladislav laetitia laila laima laimonas laimute lajos laleh lalit lambert lamberto lambros lamia lamine lana larisa larissa
laszlone lata latasha latifa latisha latoya laure laureano laurence laurene laurens lauri lavinia lawrence lazar lazaro leah
leandre leandro leanne leberecht lech leea leela leelo leena leendert leif leighton leila leilani leire leland lembit lemlem
lemuel lenka lennart lenora leocadia leonid leonidas leonor leonora leopold leopoldine leopoldo leroy lestari lesya leszek
leticia letitia letizia levent levente leyla liam libuse lidia lieke liene liesbeth liesel lieselotte ligia liis liisa liisi
lilia lilian liliana liliane lilith lilly limor linas lindiwe linnea linus lionel lior liora lisbet lisbeth livia liviu
ljiljana ljubica ljubo ljubomir llewellyn loic loredana lorena lorenz lorenzo lorna lorraine lothar lotta lotte lottie
louella louisa louison loukas lowri luana lubica lubna lubomir lubos lucette lucian luciana luciano lucie lucien lucienne
lucile lucinda lucio lucretia lucyna ludivine ludovic ludovica ludovico ludvig luigia luise luitgard luitpold luiza luuk
luzia lwazi lyndon lynette lynne lyubomyr lyubov lyudmila maaike maarit maarja maartje mabel mabelle macarena machiko
machteld maciej madalina maddalena madeleine madhav madhavi madhuri madis mael maeve magali magdalini magdolna maggie magne
magnhild magnus mahdi mahesh mahin mahmoud mahmud mahnaz mahsa mahtab maija maike mairis maisie maite maja majid majken
makana makena makonnen makoto maksim malachi malachy malak malcolm malcom malee malika malin malka malle malte malwina
mamadou mamie mamta manabu manaia manal mandeep mandla mandy manfried manish manisha manlio manoel manoj manolis manolo
manpreet mansour mantas marcela marceline marcelino marcella marcello marcelo marcio marek maren margareta margarete
margaretha margarethe margarida margarita margaux margery margherita margit margot margret margriet marguerite margus
mariagrazia mariah mariam mariama mariana mariane mariangela mariano mariarosa maribel maricela maricruz marielle marieluise
marietta mariette marigold mariia marijan marijana marijn mariko marilena marilia marinus marios marisa marissa marit
maritta marius mariusz mariya marja marjan marjatta marjo marjolein marketa markku marleen marlies marloes marlon marsden
marthe martijn martine martje marton martti marwa marwan maryam maryann marzena masahiro masaki masako masami masao masaru
masashi masato masayuki masoud massimiliano matan mateja mateo mathilde mati matilda matilde mato mats matthijs matti
mattias matus matvey maude maureen mauri mauricette mauricio maurits maurizia maurizio mauro mavis maxence maxim maxime
maysa mayu mayuko mayumi mckenzie mechthild meeli meelis meena meera meghna megumi mehdi mehran mehrdad meike meinhard
meinolf meir meirav mekdes melchior melike melinda melisande melitta meltem menachem menashe merce mereana meredith merete
mervi mervyn mesut mette micaela micah micha michaela michail michal michela michele micheline michiko midori mieczyslaw
mieke mihaly mihkel miho mikael mikel mikko miklos milada milan milena milenko milica milivoje miljana milka millicent
millie milorad miloslav milton miluse mina minako mindaugas mindy minho minji minjun minke minoo minoru minsoo mirabelle
mircea mireille mirela mirella miri miriam mirja mirjam mirjana miroslav miroslava miroslaw mirva misaki mitra mitsuko
mitsuo miyako miyoung miyu mizuki mladen moacir mogens mohammad mohan mohit mohsen moira mojca mojgan mojtaba molly momoko
mona montague montserrat moonika morag mordechai morgane morten morteza moshe motoko mounir mounira moussa moustafa mpho
mukaddes mukesh mulugeta mumbua munir murad murali muriel musa mustapha mwangi myfanwy mykhailo mykola mykyta myriam myrthe
myrtle myrto naama nabil nachum nadav nadege nadezda nadezhda nadia nadiia nadir naftali nahid naho naima najat najwa naledi
nanami nandini nanna naoko naomi naoto narayan naree narendra narges nasir nasrin nasser nataliya natalka natan natasa
nathanael nathaniel natividad natsuki natsumi nattapong navdeep naveen nawal nayeli nazanin nazario ndidi nebojsa necati
neelam nefeli neha nektarios nele nellie nelson nemanja nenad nerea nermin nerys nesrin netanel nettie neusa neven nevena
nevin ngaire nguyet nhung nicola nicolaas nicolae nicolas nicoleta nicolette nicolo nidhi nienke nihat niina nijole nikhil
nikita niklas nikola nikolaj nikolaus nikolay nikoletta nilesh nili niloufar nilufer nilza nima nimrod ninian niran nisha
nissim nitin nitzan nizar njal nkechi nkemdilim nkosana nnamdi noam nobuko nobuo nobuyuki noelle noemi noemie nohea nomsa
nomvula nonhlanhla norah noreen noriko norio normunds noura nthabiseng nunzia nupur nuray nurhan nuria nurit nyambura nynke
nyoman oana obinna octavian octavio oddbjorn oddny oddvar odete odette odilon odunayo ofer ofir ofra ogechi ognjen ohad oili
okechukwu oksana olabisi olaf olalla olamide olavi olawale olayinka oldrich oleh oleksandr oleksandra oleksiy olesya olha
olivera oliwia olli olof olufemi oluwatosin olwen olympe ombeline omnia ondine ondrej onyeka onyekachi orest oreste orestis
orhan oriane orinta oriol orit orjan orla orly ornella orsola orsolya orson ortrud ortwin orvar orvokki osamu osbert oskar
oskars osman osmar osmo osnat osswald ostap osvaldo oswald oszkar otavio othman otmar ottar ottavio ottmar ousmane ovidiu
owain oyelaran oyvind ozge ozlem paavo paddy paivi pallavi paloma pankaj paraskevi parisa parth parul parvin pascal pascale
pascaline paschalis pasquale patrice patricio patrizia patrizio patsy paulette pauli paulina pavla pavlo pavlos payam peder
peer peeter pejman pekko pelin pellegrino penelope pensri pentti percival peregrine pernilla pernille perpetua perrine
persefoni perttu petar petras petri petro petronella petros petter petteri phil philibert philippa philippine philomena
philomene phineas phoebe phuong phyllida piera piero pierrette piers pieternella piia pinar pinchas piret pirjo pirkko
piroska plamen pleun pnina polina polyxeni pooja pornthip poul pouya prabhakar pradeep pramod pranav prasad prasert prashant
pratik praveen preben predrag preeti premysl priit primitivo priyanka prodromos przemyslaw purificacion purnima pushpa putu
quentin quinten quirin quiteria quyen rabia rachael rachid rachida rachna radek radka radmila radomir radoslava radoslaw
radovan radu raffaele raffaella rafiq raghad raghav ragna ragnar ragnvald rahayu raija raili raimo raimondas raimondo
raimund raimundo rainald raisa raissa raivo rajan rajat rajendra rajiv rajni raju rakesh raluca ramazan ramin ramiro ramon
ramune randall randi randolph rania ranjit ranka raphael raphaela raquel rasha rashid rashmi ratko rauno ravenna ravi
ravindra ravit raymonde razvan recep reena reet reginald reidar reidun reijo reiko reinaldo reinhild reinhold reinier
reinmar reinout rekha remco remo remy renata renato renaud renske renu retno reuven reza rhiannon rhoda rhodri rhona rhonwen
rhosyn riad rianne ricarda riccarda richarda ricky ridvan rieko rigoberto riho riikka riina riitta riku rimantas rinske
rishi ritu ritva rivka rizki roald roar robbert robbie roberta robyn roderich roderick rodion rodolfo rodolphe roel roelof
rogelio rogerio rohan rohit roisin roksolana rola rolande rollo romain romane romina romualdas romy ronaldo ronan ronen
ronit ronnie rosalba rosalia rosalie rosalind rosalinde rosalyn rosamund rosangela rosanna rosario roseanne roselinde
roselyne roshni rosie rosina rostislav rotimi rowena roxana roxane roxanne roya rozalia ruba rubens rudolfne ruggero rukia
runar rupert ruprecht ruslan rutger ruthild rutt ruud ryoichi ryoko ryosuke ryota ryszard ryuichi saara sabah sabina sabrina
sacha sachiko sachin sadie sadiq saeed sagit saija sakari sakda sakshi sakura salah salim salimata salla salma salvador
salvatore saman samar samba sameer samia samir samira samson samuele samuli sanaa sandeep sandhya sandorne sandrine sandro
sangeeta sangwoo sanjeev sanna sanni santeri santina saoirse saori sarit sarita sarka sarojini sarunas sasa saskia satish
satoko satoru saturnino saurabh savely saverio savita sawsan sayaka sayuri sebastiaan sebastiao sebastien sebastienne sedat
seema sefo segolene segun seiichi seija seiji seiko sekou selam selena selim selin selina selma semra semyon senait seojun
seoyeon sepideh sepp seppo serap seraphina serdar sergey serhiy serkan servane setiawan setsuko settimio seungho severin
severine severino sevim shabnam shadi shahin shahla shahram shai shaimaa shalini shalom shania shanice sharad sharona shashi
shaun shauna sheela shelley sherif sherri sheryl shigeo shigeru shikha shilpa shimon shinichi shinji shinobu shiori shira
shirin shizuka shlomi shlomit shlomo shmuel shobha shogo shoichi shoko shona shoshana shota shreya shruti shubham shuichi
shulamit shunsuke siamak sian sibel sibusiso sibylle siddharth siebe siegbert sieglinde siegmar siegmund sietske sigal
sigbjorn sigfrid sigismund sigita sigmund sigrun sigvard siham sijbren silas silja silvester silvestre silvija silvio simao
simin simona simran sinan sinead sini sinikka sinisa siphiwe siriporn sirje sirkka sirpa siti siwoo siyabonga sizwe sjoerd
sjors skaiste slamet slavica slavko slawomir slobodan smadar smiljana sneha snezhana snorre sofie sofiia sofoklis sofya
soheila soile solange solene solfrid solomiya somchai somsak sonal songul sonke sonya soojin soraya sorcha sorin soroush
sota sotiria sotirios souad spyridon spyros srinivas srishti stacie staffan stamatia stanimir stanislav stanka stasys
stavros stavroula stefania steffen stefka steinar stelios stepan stepanka stephane stergios stian stijn stipe stoyan
strahinja sture stylianos suad subhash subin sudha sudhir suely sugeng suhail sujata sujin sukanya sukhwinder sulaiman
sulastri sule sulev suleyman sumiko sumit sungho sunhee suparman surasak surendra susana susann sushil sushma susilo sussan
susumu suzana suzette suzy svante svea sveinung sverre sveta svetislav svetozar svitlana svyatoslav swantje swapna swati
sybil sybille sylvain sylvester sylvestre sylviane sylwia synnove szabolcs szilvia szymon tabea tabitha tadas tadashi
tadesse tadeusz taehyung tahani tahereh tahir taichi taina taisiya takafumi takahiro takako takao takayuki takehiro takeshi
takuma takumi takuya talal talia talitha tallulah tamar tamara tamas tamir tamotsu tamsin tamunotonye tancredi tandiwe
tanguy tania tanvi tanya tapani tapio taras tarik tarja tarmo tarun tasha tassilo tatjana tatsuya tatu tatum tatyana tavita
tayfun teemu tegan teguh teija telma telmo temidayo temitope teodor teodora teodoro terence terese tereza terezia terje
terttu teruo tesfaye tessa tetiana tetsuo tetsuya teunis thaddaus thaddeus thais thaksin thanasis thandeka thandiwe thanos
thekla themba theobald theodora theodore theodoros theofilos theophile therese theresia theunis thiago thibault thibaut
thies thijs thilo thimothee thomais thor thorbjorn thore thorvald thuy tibor tigist tihomir tiina tiit tiiu tijmen tijs
tillmann tilly tilman tilmann timea timofey timotheus timothy timur tineke tipene tiphaine tiril titilayo tiziana tiziano
tjalling tjark tjerk tlaloc tobechukwu tobin tochukwu todor toini toivo tolga tollef toluwani tomas tomislav tommaso tommi
tomoe tomohiro tomoko tomomi tomoya tonis tonka tonu tonya toomas topi tora torben torgeir torill torkel tormod torstein
toshiaki toshiko toshio tosin toussaint tovah tracey tracie trang traudel traugott traute trevor tricia triin trijntje trine
trinh tristan trixie trond trude trudi trudy truus tryggve trygve tsegaye tsubasa tsutomu tsuyoshi tsvetan tsvetelina tuba
tugba tuija tumelo tuncay tunde tuomas tuomo turgut tuula tuulikki tuva tuyet tyrone tyyne tzipora tzvi ubaldo uche uchenna
ugne ugochi ukamaka ulfert ulises ulric ulrika ulyana umberto umesh unal upasana urbano urho uriel urmas urmila uros ursel
urszula usama uschi uzoma vadim vagelis vaibhav vaida vaino vaios valborg valdas valdemar valdir valdis valdur valentino
valere valeria valerio valeriy valery vanda vandana vanja vappu varda varsha varun varvara vasil vasile vasileios vasiliki
vasiliy vasily vassilis vasudha vasyl vedran veena veera vegard veijo veikko veiko veit velimir vello velma vendula
venkatesh verena verna veronika vesela veselin veysel vibeke vicente vicky victoire victorien victorine vidmantas vidya
vieno viera viesturs viggo viive viivi vijay vikas viktoria vilem vilius viljami ville vilma vilmos vimala vinay vincenza
vincenzo vineet vinicius vinko vinod vinzenz violeta violette viorel vipul virgil virgilio virginie virginijus virpi
virtudes virve vishal vishnu vitaliy vitaly vitor vittoria vittorio vivek vivi viviana viviane vivien vivienne vladan
vladislav vladlena vlastimil vlatka vojislav vojtech volkan volkhard volkmar volodymyr vroni vsevolod vyacheslav vygantas
vytautas wael wagner wahyu walburga waldemar waleed walid wally walpurga walther waltraut wangari wanjiku wayan wellington
wendelin wendell wenzel wernher weronika wessel whitney wichai widad widodo wiebe wieslaw wigbert wijnand wiktoria wilbur
wilfred wilfredo wilfried wilhelmina wilhelmine willard willeke willemijn willi willibald wilma winfried winifred winnie
winona wipa wiremu wissam witold wlodzimierz wolfhard worku wytze xabier xanthe xanthippi xaver xaviere xenofon xochitl
yaakov yacine yadira yael yahya yair yakov yalda yaniv yann yannick yannik yanti yared yaretzi yaron yaroslav yasemin yash
yasin yasir yasmin yasmine yasuhiro yasuko yasuo yasushi yavuz yefim yegor yehoshua yehuda yehudit yejin yelena yeonwoo
yesenia yetunde yevgeny yevhen yiannis yigal yilmaz yisrael yitzhak yngve yoav yochanan yoel yogesh yohann yohannes yoichi
yoko yolande yonatan yoonseo yoram yordan yordanka yosef yoshiaki yoshie yoshihiro yoshimi yoshinori yoshio yossi yosuke
yotam younes youngho youngsook yousra youssef yucel yujin yukari yukiko yukio yuko yulia yuliana yuliya yumi yumiko yurii
yury yusra yusuke yuta yutaka yuval yuya yvan yvette yvon zacarias zachariah zacharias zadie zafiris zahra zaid zakaria
zakhar zanele zara zbigniew zdenka zdravko zdzislaw zeev zehava zehra zeinab zekeriya zelda zelia zelie zeliha zeljka zeljko
zena zenzi zewdu zhanna ziad ziedonis zigmas zilda zinaida zinhle zita zivile zivko zlata zlatan zlatka zlatko zodwa zoey
zohreh zoltanne zoraida zorica zoya zsolt zuleika zuzana zuzanna zvonimir zvonko zwaantje`

/** See above; folded. */
export const FIRST_NAMES: ReadonlySet<string> = new Set(NAMES.trim().split(/\s+/))

/** Whether one of the words of a text is a common given name; of double ones the first part. */
export function hasFirstName(text: string): boolean {
  const words = text.split(/[ ,_.^'"]+/).map((word) => foldText(word))
  return words.some((word) => FIRST_NAMES.has(word.replace(/-.*$/, '')))
}

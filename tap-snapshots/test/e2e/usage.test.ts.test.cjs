/* IMPORTANT
 * This snapshot file is auto-generated, but designed for humans.
 * It should be checked into source control and tracked carefully.
 * Re-generate by setting TAP_SNAPSHOT=1 and running tests.
 * Make sure to inspect the output below.  Do not ignore changes!
 */
'use strict'
exports[`test/e2e/usage.test.ts > TAP > help prints every option that works and none that does not > help 1`] = `
De-identify a BIDS dataset of MRI: faces, ears, sidecars, tables, names and headers.

USAGE
  $ anon-bids  BIDS_DIR OUTPUT_DIR participant|group [OPTIONS]

ARGUMENTS
  BIDS_DIR    the BIDS dataset to de-identify; it is only read
  OUTPUT_DIR  where the de-identified dataset goes; outside BIDS_DIR
  LEVEL       (participant|group) participant: de-identify, one participant at a
              time; group: whole-dataset steps and the leak report

MACHINE FLAGS
  -h, --help                 print this
  -w, --work-dir=DIR         folder for work in progress [default: the system's
                             temporary folder]
      --log-format=<option>  [default: text] json: one event a line on standard
                             error
                             <options: text|json>
      --mem-mb=M             memory to stay within, in MB [default: what the
                             container really has]
      --n-procs=N            worker threads [default: the cores that the
                             container really has]
      --no-cleanup           leave the work in progress behind
      --version              print the version

PRIVACY FLAGS
  --age-cap=N             [default: 89] ages above become this age
  --dates=<option>        [default: shift] shift: one offset a participant, to
                          1925 or before, intervals kept
                          <options: shift|remove>
  --destroy-key           group: once the report passes, overwrite and remove
                          the key, the mapping and the logs; nothing can be
                          added afterwards
  --k=N                   [default: 5] group: warn where fewer participants
                          share the same quasi-identifiers
  --key=FILE              32 random bytes behind pseudonyms and date shifts,
                          made when absent; ANON_BIDS_KEY may hold them in hex
                          instead [default: OUTPUT_DIR/.anon-bids/key]
  --mapping=FILE.tsv      a table with columns participant_id and pseudonym,
                          instead of --pseudonyms
  --policy=FILE.json      keep/remove/generalize rules laid over the built-in
                          ones
  --pseudonyms=<option>   [default: hash] names of participants in the output
                          <options: hash|sequential|keep>
  --sensitive-terms=FILE  group: a private list, one term a line, searched like
                          the values of the originals

WORK FLAGS
  --audit                   group: judge a dataset that someone else made;
                            BIDS_DIR is that dataset, OUTPUT_DIR gets the report
                            alone
  --dry-run                 print the plan (every input file and what would
                            become of it) and write nothing
  --overwrite               redo what a former run finished
  --participant-label=L...  only these participants, with or without sub-;
                            several by space or comma
  --session-label=L...      only these sessions, with or without ses-; several
                            by space or comma
  --skip-bids-validation    do not run the BIDS validator on the input

IMAGE FLAGS
  --deface-all       deface func and dwi images too; otherwise they are carried
                     with clean headers
  --defacemask       also publish what was removed, as BIDS
                     mod-<suffix>_defacemask
  --keep-ears        leave the ears in; otherwise they go too
  --method=<option>  [default: deface] what becomes of a face: deface removes it
                     <options: deface>
  --robust           search widely for the head from the start, not only when
                     the first result is not trusted
  --t1w=NAME-PART    part of the name of the T1w that leads when a session has
                     several [default: run-1, else the first by name]

DESCRIPTION
  De-identify a BIDS dataset of MRI: faces, ears, sidecars, tables, names and
  headers.

  Exit codes: 0 everything published; 1 a defect of the program; 2 usage, or an
  input that is no BIDS dataset; 3 finished, but something was withheld or the
  report holds an error; 130 interrupted.

EXAMPLES
  $ anon-bids /data /out participant

  $ anon-bids /data /out participant --participant-label 01 02 --n-procs 4

  $ anon-bids /data /out group


`

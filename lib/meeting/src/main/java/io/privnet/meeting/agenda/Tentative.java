package io.privnet.meeting.agenda;

/** What a tentative event (STATUS:TENTATIVE, FBTYPE=BUSY-TENTATIVE) does to its time. */
public enum Tentative {
  /** It blocks its time like any other. */
  BUSY,
  /** It blocks nothing. */
  FREE
}

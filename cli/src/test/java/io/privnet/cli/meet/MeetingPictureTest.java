package io.privnet.cli.meet;

import static org.assertj.core.api.Assertions.assertThat;

import io.privnet.cli.meet.MeetingPicture.Stance;
import io.privnet.meeting.identity.CheckWords;
import java.time.Duration;
import java.util.List;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

class MeetingPictureTest {
  private static final List<String> HEADING =
      List.of("1 h between 2026-11-23 and 2026-11-27", "veto, one slot at a time");

  @Test
  void peopleComeAndAnswer_eachHasALine() {
    MeetingPicture picture = plain();
    picture.party("alice", Stance.ACCEPTED);
    picture.remark("alice", "you");
    picture.party("bob", Stance.DECLINED);
    picture.party("carol", Stance.ASKED);
    picture.remark("carol", "check words ocean tiger lamp");
    picture.missing(2);
    picture.phase("waiting for answers");

    assertThat(picture.lines(70, 24, Duration.ofSeconds(67)))
        .containsExactly(
            "1 h between 2026-11-23 and 2026-11-27",
            "veto, one slot at a time",
            "",
            "  alice  accepts    you",
            "  bob    declines",
            "  carol  to answer  check words ocean tiger lamp",
            "  2 more to join",
            "",
            "waiting for answers",
            "1:07");
  }

  @Test
  void negotiating_theBarAndTheFiguresSayHowFarItIs() {
    MeetingPicture picture = plain();
    picture.party("alice", Stance.ACCEPTED);
    picture.phase("trying 2026-11-23T12:30+01:00");
    picture.progress(9, 36);
    picture.figure("round", "11");
    picture.figure("messages", "88");

    assertThat(picture.lines(32, 24, Duration.ofSeconds(3671)))
        .endsWith(
            "trying 2026-11-23T12:30+01:00",
            "====-------------- 9 of 36 slots",
            "round 11, messages 88, 1:01:11");
  }

  @Test
  void checkWordsOfASession_fitATerminalOfSixtyColumns() {
    String words = CheckWords.of(new byte[2 * CheckWords.OF_SESSION], CheckWords.OF_SESSION);
    MeetingPicture picture = plain();
    picture.checkWords(words);

    assertThat(picture.lines(59, 24, Duration.ZERO)).contains("check words " + words);
  }

  @Test
  void morePartiesThanRows_thoseOthersWaitForAreShown() {
    MeetingPicture picture = plain();
    for (int i = 0; i < 50; i++) {
      picture.party("party" + i, i == 40 ? Stance.ASKED : Stance.ACCEPTED);
    }
    picture.party("zoe", Stance.FAILED);

    List<String> lines = picture.lines(80, 16, Duration.ZERO);
    assertThat(lines).hasSizeLessThan(16);
    assertThat(lines.subList(3, 5)).containsExactly("  zoe      failed", "  party40  to answer");
    assertThat(lines).contains("  and 44 more");
  }

  @Test
  void longAndWideNames_areCutToTheTerminal() {
    MeetingPicture picture =
        new MeetingPicture(List.of("x".repeat(200)), (style, text) -> text, true);
    picture.party("n".repeat(255), Stance.HERE);
    picture.party("山田太郎".repeat(20), Stance.ACCEPTED);
    picture.remark("n".repeat(255), "r".repeat(300));
    picture.phase("p".repeat(300));

    for (int columns = 1; columns < 90; columns += 4) {
      int most = Math.max(columns, 40);
      assertThat(picture.lines(columns, 24, Duration.ZERO))
          .allMatch(line -> new AttributedString(line).columnLength() <= most);
    }
  }

  @Test
  void partyCalledLikeAStance_onlyTheStanceIsColoured() {
    MeetingPicture picture =
        new MeetingPicture(List.of("title"), (style, text) -> "<" + text + ">", false);
    picture.party("accepts", Stance.ACCEPTED);

    assertThat(picture.lines(80, 24, Duration.ZERO)).contains("  accepts  <accepts>");
  }

  private static MeetingPicture plain() {
    return new MeetingPicture(HEADING, (style, text) -> text, false);
  }
}

package io.privnet.meeting.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.function.Function;

/** What a stranger says first. */
class GreetingFuzzTest {
  /** Whatever it is, it is a request that is written as it was read, or is refused in words. */
  @FuzzTest(maxDuration = "1m")
  void anyBytes_readOrRefused(byte[] bytes) {
    check(bytes, JoinRequest::parse, JoinRequest::encode);
    check(bytes, RelayRequest::parse, RelayRequest::encode);
    check(bytes, ThirdPartyRequest::parse, ThirdPartyRequest::encode);
  }

  private static <T> void check(
      byte[] bytes, Function<byte[], T> parse, Function<T, byte[]> encode) {
    T request;
    try {
      request = parse.apply(bytes);
    } catch (IllegalArgumentException refused) {
      assertThat(refused.getMessage()).isNotBlank();
      return;
    }
    byte[] written = encode.apply(request);
    assertThat(encode.apply(parse.apply(written))).isEqualTo(written);
  }
}

/*
 * The peer of `privnet qoe series`: the same sum as a plain loop over libpcap. Prints t_s, bytes of
 * TCP payload user -> instrument and bytes of TCP or UDP payload instrument -> user, per second.
 * Ethernet and IPv4 only.
 *
 * cc -O2 -o libpcap-series libpcap-series.c -lpcap
 * ./libpcap-series FILE USER INSTRUMENT PORT
 */
#include <arpa/inet.h>
#include <pcap/pcap.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define BINS 100000

static uint64_t in_bytes[BINS], out_bytes[BINS];

int main(int argc, char **argv) {
  if (argc != 5) {
    fprintf(stderr, "usage: %s FILE USER INSTRUMENT PORT\n", argv[0]);
    return 2;
  }
  char error[PCAP_ERRBUF_SIZE];
  pcap_t *capture = pcap_open_offline(argv[1], error);
  if (!capture) {
    fprintf(stderr, "%s\n", error);
    return 3;
  }
  uint32_t user = inet_addr(argv[2]), instrument = inet_addr(argv[3]);
  uint16_t port = htons((uint16_t)atoi(argv[4]));
  struct pcap_pkthdr *header;
  const u_char *p;
  int64_t first = -1, last = 0;
  while (pcap_next_ex(capture, &header, &p) == 1) {
    int64_t micros = header->ts.tv_sec * 1000000LL + header->ts.tv_usec;
    if (first < 0) first = micros;
    int64_t bin = (micros - first) / 1000000;
    if (bin > last && bin < BINS) last = bin;
    if (bin < 0 || bin >= BINS || header->caplen < 34 || p[12] != 8 || p[13] != 0) continue;
    uint32_t length = (uint32_t)p[16] << 8 | p[17], ip_header = (p[14] & 15) * 4;
    uint32_t source = *(uint32_t *)(p + 26), destination = *(uint32_t *)(p + 30);
    const u_char *transport = p + 14 + ip_header;
    if (header->caplen < 14 + ip_header + 13) continue;
    uint16_t source_port = *(uint16_t *)transport, destination_port = *(uint16_t *)(transport + 2);
    if (p[23] == 6) {
      uint32_t payload = length - ip_header - (transport[12] >> 4) * 4;
      if (source == user && destination == instrument && destination_port == port)
        in_bytes[bin] += payload;
      else if (source == instrument && source_port == port && destination == user)
        out_bytes[bin] += payload;
    } else if (p[23] == 17 && source == instrument && destination == user) {
      out_bytes[bin] += length - ip_header - 8;
    }
  }
  for (int64_t bin = 0; bin <= last; bin++)
    printf("%lld,%llu,%llu\n", (long long)bin, (unsigned long long)in_bytes[bin],
           (unsigned long long)out_bytes[bin]);
  pcap_close(capture);
  return 0;
}

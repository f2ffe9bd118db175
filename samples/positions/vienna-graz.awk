# Positions of vehicles about two cities and on the road between them; see README.md.
# A generator of its own, so that every awk makes the same file: x' = 16807 x mod (2^31 - 1), exact in doubles.
function random() { x = (16807 * x) % 2147483647; return x / 2147483647 }
function about(lat, lon, km,   r, a) {
  r = -km * log(random()) / 111.195
  a = 6.283185307179586 * random()
  return sprintf("%.6f,%.6f", lat + r * sin(a), lon + r * cos(a) / cos(lat * 0.017453292519943295))
}
BEGIN {
  x = 20261122
  print "vehicle,lat,lon,road"
  for (i = 1; i <= 6000; i++) {
    id = sprintf("v%04d", i)
    if (i % 10 == 0) {
      t = random()
      printf "%s,%.6f,%.6f,motorway\n", id, 48.2082 - 1.1375 * t + (random() - 0.5) / 500, 16.3738 - 0.9343 * t + (random() - 0.5) / 500
    } else if (i % 3 == 0) {
      printf "%s,%s,city\n", id, about(47.0707, 15.4395, 2.5)
    } else {
      printf "%s,%s,city\n", id, about(48.2082, 16.3738, 4)
    }
  }
}
